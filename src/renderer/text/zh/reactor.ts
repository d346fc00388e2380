import { type Words } from '../en.js'
import { type reactor as english } from '../en/reactor.js'

export const reactor: Words<typeof english> = {
  reactor: {
    title: '反应器内气体',
    feed: '进料',
    inside: '反应器内',
    conversion: '转化率',
    assumption: '全混流反应器：体积与温度恒定，出口与入口的体积流量相等。转化率为“–”者不在进料中。',
    meanCoverages: '覆盖度（周期平均）',
    meanSteps: '基元步骤（周期平均）',
    showPressures: '压力',
    pressure: '压力 (Pa)',
    cycle: '此处没有可求导的稳态：轨迹沿极限环运动。',
    methods:
      '气体处于体积与温度恒定的全混流反应器中，出口与入口的体积流量相等；气体组成与覆盖度一同求解。所给压力为进料压力。',
  },
}
