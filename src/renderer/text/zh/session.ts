import type { session as english } from '../en/session.js'
import type { Words } from '../en.js'

export const session: Words<typeof english> = {
  session: {
    recent: '最近的会话',
    noRecent: '尚无会话。会话保存在 {folder}。',
    path: '文件',
    openTitle: '打开会话',
    openModelTitle: '打开模型文件',
    saveTitle: '会话另存为',
    exportTitle: '导出为 {format}',
    browse: '浏览…',
    open: '打开',
    save: '保存',
    export: '导出',
    cancel: '取消',
    pathMissing: '请输入路径',
    pathHint: '运行 Isobar 的计算机上的完整路径',
    done: '{done} / {points} 个点',
    saved: '已保存为 {path}',
    exported: '已导出 {bytes} 到 {path}',
    rerunning: '正在重新计算 {n} 个点',
  },
}
