export const analysis = {
  analysis: {
    also: 'Also compute',
    control: 'Rate control, orders, activation energy',
    controlCost: 'Each a map of its own; less than half the time again.',
    of: 'of',
    ofLabel: 'Rate that is analysed',
    states: 'Number of stable states',
    statesCost: 'Searches every point from many starts: many times slower.',
  },
} as const
