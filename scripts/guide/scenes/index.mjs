import { first } from './first.mjs'
import { map } from './map.mjs'
import { compare } from './compare.mjs'
import { point } from './point.mjs'
import { failed } from './failed.mjs'
import { model } from './model.mjs'
import { exporting } from './exporting.mjs'
import { sessions } from './sessions.mjs'
import { speedUp } from './speed-up.mjs'
import { computers } from './computers.mjs'
import { habits } from './habits.mjs'

/** A scene has an Isobar of its own: what one leaves behind is in no other. */
export const scenes = [
  { name: 'first', play: first },
  { name: 'map', play: map },
  { name: 'compare', play: compare },
  { name: 'point', play: point },
  { name: 'failed', play: failed, needs: ['ruthenium-oxide.isobar', 'oscillations.isobar'] },
  { name: 'model', play: model },
  { name: 'exporting', play: exporting },
  { name: 'sessions', play: sessions, needs: ['ruthenium-oxide.isobar'] },
  {
    name: 'speed-up',
    play: speedUp,
    needs: ['volcano.speed-up.json'],
    viewport: { width: 1200, height: 1000 },
  },
  { name: 'computers', play: computers, helper: true },
  { name: 'habits', play: habits },
]
