import type { map as english } from '../en/map.js'
import type { Words } from '../en.js'

export const map: Words<typeof english> = {
  map: {
    region: '速率图',
    output: '输出量',
    colour: '色标',
    colourLinear: '线性',
    colourLog: '对数',
    palette: '配色',
    range: '范围',
    rangeFull: '最小值到最大值',
    rangeManual: '手动设置',
    low: '从',
    high: '到',
    extremes: '最小 {min} · 最大 {max}',
    resetZoom: '显示全图',
    unloggable: '{n} 个点 ≤ 0',
    unloggableNegative: '{n} 个点 ≥ 0',
    noValue: '{n} 个点无值',
    keyboard: '方向键移动十字线，+ 和 − 缩放，0 显示全图。',
    label: '{output} 随 {x} 和 {y} 变化的图',
  },
  legend: {
    pending: '未计算',
    preview: '预览',
    failed: '失败',
    uncertified: '未认证',
    oscillates: '振荡',
    below: '无对数值',
  },
  readout: {
    region: '数据点与工作进程',
    title: '数据点',
    hint: '指向图上的点，或用方向键移动十字线。单击可固定该点。',
    release: '释放',
    by: '由 {who} 计算',
    announce: '{x}，{y}：{value}',
  },
}
