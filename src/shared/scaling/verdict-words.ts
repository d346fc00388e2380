import { type Cause } from './verdict.js'

/** One sentence for each cause; `{name}` is a member of the verdict, shares in per cent. */
export const VERDICT_WORDS: Readonly<Record<Cause, string>> = {
  'too-little': 'Only one number of workers has been measured so far, which says nothing about speed-up yet.',
  straight:
    'It does not bend: {workers} workers are {speedup} times as fast as one, {efficiency} of the ideal.',
  'few-points':
    'It bends because there are too few points: {points} points cannot be shared evenly among {workers} workers.',
  foreign:
    'It bends because other programs used the computer meanwhile ({foreign} cores on average): the curve shows what they left, not the sweep.',
  'fewer-cores':
    'It bends because speed-up follows the ideal line up to {cores} workers and is flat beyond, which no law of scaling does: no more than {cores} cores were free.',
  oversubscribed: 'It bends because {workers} workers share fewer processors than that.',
  withheld:
    'It bends because workers were given no processor for part of the time although no other program here used it ({share}): a quota, a container or the host of a virtual machine withholds it.',
  hyperthreads:
    'It bends because {workers} workers are more than the cores: two hyperthreads of one core share what computes, and points took longer for it ({share} of the time).',
  clock:
    'It bends because the processor lowers its clock when more cores compute: points took longer for it ({share} of the time).',
  memory:
    'It bends because points take longer when {workers} workers compute at once ({share} of the time): they share memory, cache or a clock that cannot be read here.',
  'start-up':
    'It bends because of the start: {share} of the time of {workers} workers passed before they had their first points; a larger map hides it.',
  tail: 'It bends at the end: {share} of the time of {workers} workers passed in waiting for the last slices of others.',
  owner:
    'It bends because the owner is busy: workers waited {share} of the time for points while it handed out and kept results.',
  between:
    'It bends between slices: {share} of the time of {workers} workers passed without computing although points were left.',
  finish:
    'It bends after the last point: {share} of the time passed in saving the last results and ending the workers.',
}
