import { describe, expect, it } from 'vitest'
import {
  type KeyPress,
  matchesKeys,
  restsWhileTyping,
  writtenKeys,
} from '../../../src/renderer/actions/keys.js'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('keys', () => {
  it('are Ctrl on most computers and ⌘ on a Mac', () => {
    expect(matchesKeys('mod+k', press('k', { ctrlKey: true }), false)).toBe(true)
    expect(matchesKeys('mod+k', press('k', { ctrlKey: true }), true)).toBe(false)
    expect(matchesKeys('mod+k', press('k', { metaKey: true }), true)).toBe(true)
  })

  it('are those and no others', () => {
    expect(matchesKeys('mod+s', press('S', { ctrlKey: true, shiftKey: true }), false)).toBe(false)
    expect(matchesKeys('mod+shift+s', press('S', { ctrlKey: true, shiftKey: true }), false)).toBe(true)
    expect(matchesKeys('mod+k', press('k', { ctrlKey: true, altKey: true }), false)).toBe(false)
    expect(matchesKeys('m', press('m', { ctrlKey: true }), false)).toBe(false)
  })

  it('find a sign wherever the keyboard has it, with Shift or without', () => {
    expect(matchesKeys('?', press('?', { shiftKey: true }), false)).toBe(true)
    expect(matchesKeys('?', press('?'), false)).toBe(true)
  })

  it('find a letter by its place where the keyboard writes other letters', () => {
    expect(matchesKeys('mod+k', { ...press('л', { ctrlKey: true }), code: 'KeyK' }, false)).toBe(true)
  })

  it('rest while one types unless they cannot write', () => {
    expect(['m', '?', '[', 'mod+k', 'f6', 'shift+f6'].map(restsWhileTyping)).toEqual([
      ...[true, true, true],
      ...[false, false, false],
    ])
  })

  it('are written as the computer writes them', () => {
    expect(writtenKeys('mod+shift+s', false)).toBe('Ctrl+Shift+S')
    expect(writtenKeys('mod+shift+s', true)).toBe('⇧⌘S')
    expect(writtenKeys('mod+enter', false)).toBe('Ctrl+Enter')
  })
})
