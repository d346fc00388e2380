export const reactor = {
  reactor: {
    title: 'Gases in the reactor',
    feed: 'Feed',
    inside: 'Inside',
    conversion: 'Conversion',
    assumption:
      'Stirred tank of constant volume and temperature; as much volume flows out as in. Without conversion (–): not in the feed.',
    meanCoverages: 'Coverages, mean over a period',
    meanSteps: 'Steps, mean over a period',
    showPressures: 'Pressures',
    pressure: 'Pressure (Pa)',
    methods:
      'The gases are in a stirred tank of constant volume and temperature, from which as much volume flows out as in; their composition is solved for together with the coverages. Pressures given are those of the feed.',
    cycle: 'There is no steady state to differentiate: the trajectory goes round a limit cycle.',
  },
} as const
