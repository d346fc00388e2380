import type { OwnerSentence } from '../owner-text.js'

/** What the owner says of other computers: the doctor's checks, the log and the notes in the list. */
export const lanSentences: readonly OwnerSentence[] = [
  // The doctor: the links
  ['Network interfaces', '网络接口'],
  ['Multicast out', '组播发送'],
  ['Multicast back', '组播接收'],
  ['Port', '端口'],
  ['Firewall', '防火墙'],
  ['Encrypted connection', '加密连接'],
  ['Version', '版本'],
  ['Clock', '时钟'],
  ['No other computer was named', '未指定另一台计算机'],
  ['Not asked for', '未要求测试'],
  ['Says nothing before "{check}" passes', '须先通过“{check}”才能判断'],

  // The doctor: this computer
  ['Only {host} is used, as ISOBAR_HOST asks', '按 ISOBAR_HOST 的要求，只使用 {host}'],
  ['No interface has an address besides the loopback.', '除回环接口外，没有接口具有 IP 地址。'],
  ['Connect this computer to the network by cable or Wi-Fi.', '请用网线或 Wi-Fi 将本机接入网络。'],
  ['Other computers are not looked for.', '不搜寻其他计算机。'],
  [
    'Adding a computer by its address or by a join code works without multicast.',
    '通过地址或加入码添加计算机不需要组播。',
  ],
  ['Sent on {interfaces}, not on {others}', '已在 {interfaces} 上发送，{others} 上未能发送'],
  ['Sent on {interfaces}', '已在 {interfaces} 上发送'],
  [
    'Not even our own packet came back: this computer drops multicast.',
    '连自己发出的数据包也未收到：本机丢弃了组播。',
  ],
  ['Heard {others}; Isobars: {names}', '收到 {others} 的应答；其中的 Isobar：{names}'],
  ['Heard {others}; no Isobar among them', '收到 {others} 的应答；其中没有 Isobar'],
  [
    'Our own packet came back, but no other computer is known here that could be heard.',
    '收到了自己发出的数据包，但此处不知道还有哪台计算机可以应答。',
  ],
  ['{who} heard by multicast, although {evidence}.', '尽管{evidence}，{who}被组播发现。'],
  ['No other computer is', '仍没有其他计算机'],
  ['{who} is not', '{who} 仍未'],
  ['it can be reached directly', '可以直接连接到它'],
  ['the gateway {gateway} answers', '网关 {gateway} 有应答'],
  [
    'If another Isobar is running here, this network keeps its computers apart: look for "client isolation", "AP isolation" or "guest network" in the settings of the Wi-Fi, or for multicast filters in a switch.',
    '如果此网络中有另一个 Isobar 在运行，则网络将各计算机相互隔离：请检查 Wi-Fi 设置中的“客户端隔离”“AP 隔离”或“访客网络”，以及交换机的组播过滤。',
  ],
  ['There is no route for multicast ({code}).', '没有组播路由（{code}）。'],
  [
    'Another program keeps UDP port 5353 to itself (EADDRINUSE).',
    '另一个程序独占了 UDP 端口 5353（EADDRINUSE）。',
  ],
  ['End the program that holds the port, or let it share.', '请结束占用该端口的程序，或允许共享该端口。'],
  ['This computer forbids multicast to Isobar ({code}).', '本机禁止 Isobar 使用组播（{code}）。'],
  ['Multicast failed ({code}).', '组播失败（{code}）。'],
  ['Check the network connection.', '请检查网络连接。'],
  ['Isobar answers on port {port}', 'Isobar 在端口 {port} 上应答'],
  ['Port {port} is free to listen on; sharing is off', '端口 {port} 可用；共享未开启'],
  [
    'Isobar should answer on port {port}, but does not ({code}).',
    'Isobar 应在端口 {port} 上应答，但没有应答（{code}）。',
  ],
  [
    'Turn sharing off and on again; if that does not help, start Isobar again.',
    '请关闭再开启共享；若无效，请重新启动 Isobar。',
  ],
  ['Port {port} is in use by another program (EADDRINUSE).', '端口 {port} 被另一个程序占用（EADDRINUSE）。'],
  [
    'End that program, which may be another Isobar, or choose another port.',
    '请结束该程序（可能是另一个 Isobar），或另选端口。',
  ],
  ['Choose a port from 1024 on.', '请选择 1024 及以上的端口。'],
  ['Choose another port.', '请另选端口。'],
  ['Cannot listen on port {port}: {reason}.', '无法在端口 {port} 上监听：{reason}。'],
  [
    'Our own port is closed at our address {address}, although it answers on the loopback.',
    '本机端口在回环接口上有应答，但在本机地址 {address} 上是关闭的。',
  ],
  [
    'The own addresses answer from within; whether others get in, only another computer can tell: name one',
    '从本机访问自己的地址有应答；其他计算机能否连入只有另一台计算机才能判断：请指定一台',
  ],
  ['{address} accepts connections', '{address} 接受连接'],
  [
    'Open {rule} in the firewall: "sudo ufw allow {again}", or with firewalld "sudo firewall-cmd --permanent --add-port={port}" and "sudo firewall-cmd --reload".',
    '请在防火墙中开放 {rule}：“sudo ufw allow {again}”，或使用 firewalld：“sudo firewall-cmd --permanent --add-port={port}”和“sudo firewall-cmd --reload”。',
  ],
  [
    'Allow Isobar in Windows Security > Firewall & network protection > Allow an app through firewall, for private networks, and make sure that this network is set to private ({rule}).',
    '请在“Windows 安全中心 > 防火墙和网络保护 > 允许应用通过防火墙”中允许 Isobar 使用专用网络，并确认当前网络设为专用（{rule}）。',
  ],

  // The doctor: the other computer
  ['{address} does not answer.', '{address} 没有应答。'],
  [
    'The computer at {address} is there, but nothing listens on this port.',
    '{address} 处的计算机在线，但该端口上没有程序监听。',
  ],
  [
    'Start Isobar there and turn sharing on, and compare the port with the one it shows.',
    '请在那台计算机上启动 Isobar 并开启共享，再核对它显示的端口。',
  ],
  [
    'Most often the firewall of that computer drops what comes in: run "isobar doctor" there.',
    '最常见的原因是对方的防火墙丢弃了连接：请在那台计算机上运行“isobar doctor”。',
  ],
  ['Else it is off, asleep or has another address now.', '否则它已关机、睡眠或地址已变。'],
  [
    'The gateway {gateway} answers, so if it is on, the Wi-Fi may keep computers apart (client isolation).',
    '网关 {gateway} 有应答；如果对方已开机，可能是 Wi-Fi 隔离了各计算机（客户端隔离）。',
  ],
  [
    'Nobody on the network has the address of {address} (EHOSTUNREACH).',
    '网络中没有计算机使用 {address} 的地址（EHOSTUNREACH）。',
  ],
  [
    'Check that the computer is on and what its address is now.',
    '请确认该计算机已开机，并核对它当前的地址。',
  ],
  ['There is no route to {address} ({code}).', '没有到 {address} 的路由（{code}）。'],
  [
    'Both computers must be in networks that reach each other; leave a VPN that takes all traffic.',
    '两台计算机所在的网络必须相互可达；请断开接管全部流量的 VPN。',
  ],
  ['No computer is known by the name in {address}.', '无法解析 {address} 中的计算机名。'],
  [
    'Give its IP address instead; that computer shows it under "this computer".',
    '请改用 IP 地址；那台计算机在“本机”下显示该地址。',
  ],
  ['{address} cannot be reached ({code}).', '无法连接 {address}（{code}）。'],
  ['Check address and network.', '请检查地址和网络。'],
  ['{name}, fingerprint {start}…', '{name}，指纹 {start}…'],
  ['{address} answers with the identity of this very installation.', '{address} 以本安装自己的身份应答。'],
  [
    'Either this is the address of this computer, or one of the two is a copy of the other: give one a new identity.',
    '这要么是本机的地址，要么其中一台是另一台的副本：请为其中一台重置身份。',
  ],
  ['Somebody else answers at {address}: {reason}.', '在 {address} 应答的是别的计算机：{reason}。'],
  [
    'If that computer was installed anew, forget it and pair again; else somebody may be listening in.',
    '如果那台计算机重新安装过，请移除后重新配对；否则可能有人在窃听。',
  ],
  ['Install the same version of Isobar on both computers.', '请在两台计算机上安装相同版本的 Isobar。'],
  ['Both clocks agree', '两台计算机的时钟一致'],
  [
    'The clocks differ by {n} s; nothing depends on it, but times in logs will not match',
    '时钟相差 {n} s；计算不受影响，但日志时间不一致',
  ],
  ['The other side does not say what time it is there', '对方未告知其时间'],

  // The log
  ['Paired with {peer} ({via})', '已与 {peer} 配对（{via}）'],
  ['join code', '加入码'],
  ['code compared', '已核对代码'],
  ['{address} asks to be paired', '{address} 请求配对'],
  ['Asked {address} to be paired', '已请求与 {address} 配对'],
  ['Pairing with {address}: {outcome}', '与 {address} 配对：{outcome}'],
  ['Turned {from} away for a minute: it failed too often', '{from} 失败次数过多，一分钟内不再接受其连接'],
  ['Turned {from} away: {reason}', '已拒绝 {from}：{reason}'],
  ['Dropped a connection of {from}: too many', '{from} 的连接过多，已断开一个'],
  ['{name} helps, with {cores} cores, at {address}', '{name} 开始协助计算，{cores} 个核心，地址 {address}'],
  ['{peer} helps no more: {reason}', '{peer} 不再协助计算：{reason}'],
  ['{name} ({address}) may use this computer', '{name}（{address}）可以使用本机'],
  [
    '{name} set this computer aside: {reason}. Its memory or processor may be at fault',
    '{name} 停用了本机：{reason}。内存或处理器可能有故障',
  ],
  ['{peer} uses this computer no more: {reason}', '{peer} 不再使用本机：{reason}'],
  ['Computes “{model}” for {peer}', '正在为 {peer} 计算“{model}”'],
  ['Others reach this computer at port {port}', '其他计算机可通过端口 {port} 连接本机'],
  ['Others cannot reach this computer: {reason}', '其他计算机无法连接本机：{reason}'],

  // The list
  [
    'Not heard of on this network now. Start Isobar there, or try its last address.',
    '当前在此网络中未发现它。请在那里启动 Isobar，或尝试其上次的地址。',
  ],
  ['it gave no answer in time', '它未及时应答'],
  ['it closed the connection without an answer', '它未应答便关闭了连接'],
  ['not paired', '尚未配对'],
  ['other version', '版本不同'],
  ['too many connections of this computer', '本机的连接过多'],
  ['another pairing is under way there: try again in a minute', '对方正在进行另一次配对：请一分钟后重试'],
  ['too many pairings were begun: try again in ten minutes', '发起的配对过多：请十分钟后重试'],
  [
    '{address} does not know this computer: pair the two, or use a join code',
    '{address} 不认识本机：请配对，或使用加入码',
  ],
  [
    'The address cannot be used: it does not end in a port. Write host:port, as in 192.168.1.5:47110, lab.local:47110 or [fe80::1%eth0]:47110.',
    '无法使用该地址：末尾没有端口。请写成 主机:端口，例如 192.168.1.5:47110、lab.local:47110 或 [fe80::1%eth0]:47110。',
  ],
  [
    'The address cannot be used: an IPv6 address stands in brackets, so that the port can be told from it. Write host:port, as in 192.168.1.5:47110, lab.local:47110 or [fe80::1%eth0]:47110.',
    '无法使用该地址：IPv6 地址须写在方括号中，以便与端口区分。请写成 主机:端口，例如 192.168.1.5:47110、lab.local:47110 或 [fe80::1%eth0]:47110。',
  ],
  [
    'The address cannot be used: {port} is no port. A port is between 1 and 65535.',
    '无法使用该地址：{port} 不是端口。端口应在 1 至 65535 之间。',
  ],
  [
    'The address cannot be used: "{host}" is no host. Write the name or the IP address of the computer.',
    '无法使用该地址：“{host}”不是主机。请填写计算机的名称或 IP 地址。',
  ],
  ['The join code cannot be used: {problem}.', '无法使用该加入码：{problem}。'],
  [
    'Copy the whole code again from the computer that shows it.',
    '请从显示该码的计算机重新复制完整的加入码。',
  ],
  ['it comes from another version of Isobar', '它来自其他版本的 Isobar'],
  ['it is cut short', '它不完整'],
  ['there is a typing mistake in it', '其中有输入错误'],
  ['the join code has expired, was taken back or is used up', '加入码已过期、被收回或已用完'],

  // Machines at work
  [
    '{n} of {all} {cores}, {percent} % of the speed: slices of {size}, about {ms} ms each',
    '{n}/{all} {cores}，占总速度的 {percent} %：每片 {size}，约 {ms} ms',
  ],
  ['core', '个核心'],
  ['cores', '个核心'],
  ['one point', '一个点'],
  ['{n} points', '{n} 个点'],
  [
    '{n} of {all} {cores}: one point first, to measure its speed',
    '{n}/{all} {cores}：先计算一个点以测量速度',
  ],
  ['gone', '已离开'],
  ['Worker {n}', '工作进程 {n}'],
  ['Core {n}', '核心 {n}'],
]
