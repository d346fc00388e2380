import { type hysteresis as english } from '../en/hysteresis.js'
import { type Words } from '../en.js'

export const hysteresis: Words<typeof english> = {
  hysteresis: {
    field: '滞后',
    off: '关闭',
    along: '沿 {parameter} 先升后降扫描',
    hint: '每个点都从前一个点的稳态出发。耗时约为两倍。',
    up: '升',
    down: '降',
    jumpsUp: '↑ 跳变 {from} … {to}',
    jumpsDown: '↓ 跳变 {from} … {to}',
    diagram: '分支图',
    diagramOf: '分支图：沿 {parameter} 所有稳态的 {what}；{folds}',
    axis: '坐标轴',
    quantity: '物理量',
    draw: '追踪所有分支',
    drawing: '正在追踪分支…',
    failed: '无法追踪分支：{reason}',
    stable: '稳定',
    unstable: '不稳定',
    folds: '折点：{values}',
    noFolds: '坐标轴范围内没有折点',
    partly: '有一条分支未能追踪到底。',
    here: '该点',
  },
}
