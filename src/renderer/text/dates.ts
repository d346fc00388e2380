import { text } from './text.js'

/** The region a person chose in the system, where it speaks the language in force. */
function locale(): string {
  const language = text.app.tag.split('-')[0]!
  return navigator.languages.find(tag => tag.split('-')[0] === language) ?? text.app.tag
}

/** The time of day, to the second. */
export const formatTime = (at: number): string => new Date(at).toLocaleTimeString(locale())

export const formatMinute = (at: number): string =>
  new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' })

export const formatDay = (at: number): string =>
  new Date(at).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' })
