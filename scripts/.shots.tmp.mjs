import { chromium } from 'playwright-core'
import { createServer } from 'vite'
import vue from '@vitejs/plugin-vue'
const out = process.argv[2]
const server = await createServer({ configFile: false, root: process.cwd(), plugins: [vue()], logLevel: 'error', server: { host: '127.0.0.1', port: 0, watch: null } })
await server.listen()
const { port } = server.httpServer.address()
const browser = await chromium.launch({ executablePath: process.env.ISOBAR_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1024, height: 640 }, reducedMotion: 'reduce' })
page.setDefaultTimeout(40000)
page.on('console', m => m.type() === 'error' && console.log(m.text()))
await page.goto(`http://127.0.0.1:${port}/test/renderer/support/stage.html?status=failed`)
await page.waitForFunction(() => document.querySelector('[data-testid=start]')?.disabled === false)
const by = id => page.getByTestId(id)
await by('start').click()
await page.locator('[data-testid=map]').waitFor()
await page.evaluate(() => window.stage.advance(100))
await by('map').focus(); await page.keyboard.press('ArrowRight')
const shot = async name => { await page.evaluate(() => new Promise(d => requestAnimationFrame(() => requestAnimationFrame(d)))); await page.screenshot({ path: `${out}/${name}.png` }) }
for (const lang of ['en', 'zh']) {
  await by('theme-menu').click(); await by(`language-${lang}`).click(); await page.keyboard.press('Escape')
  await page.locator(`html[lang^=${lang}]`).waitFor()
  for (const [w, h] of [[1024, 640], [1600, 1000], [3840, 2160], [640, 450], [720, 450]]) {
    await page.setViewportSize({ width: w, height: h }); await page.waitForTimeout(150)
    await shot(`${lang}-${w}`)
    console.log(lang, w, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
  }
  await page.setViewportSize({ width: 1024, height: 640 })
  await by('map').focus()
  await page.keyboard.press('Control+,'); await by('settings').waitFor(); await shot(`${lang}-settings`); await page.keyboard.press('Escape')
  await by('settings').waitFor({ state: 'detached' })
  await page.keyboard.press('?'); await by('shortcuts').waitFor(); await shot(`${lang}-shortcuts`); await page.keyboard.press('Escape')
  await by('shortcuts').waitFor({ state: 'detached' })
}
await browser.close(); await server.close()
