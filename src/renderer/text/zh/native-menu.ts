import type { nativeMenu as english } from '../en/native-menu.js'
import type { Words } from '../en.js'

export const nativeMenu: Words<typeof english> = {
  nativeMenu: {
    'menu.file': '文件(&F)',
    'menu.edit': '编辑(&E)',
    'menu.run': '运行(&R)',
    'menu.view': '视图(&V)',
    'menu.window': '窗口(&W)',
    'menu.help': '帮助(&H)',
    'session.open': '打开…',
    'role.reload': '重新加载',
    'role.undo': '撤销',
    'role.redo': '重做',
    'role.cut': '剪切',
    'role.copy': '复制',
    'role.paste': '粘贴',
    'role.selectAll': '全选',
    'role.resetZoom': '实际大小',
    'role.zoomIn': '放大',
    'role.zoomOut': '缩小',
    'role.togglefullscreen': '全屏',
    'role.minimize': '最小化',
    'role.close': '关闭',
    'role.quit': '退出',
    'role.about': '关于 Isobar',
  },
}
