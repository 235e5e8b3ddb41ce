import { createContext, useContext, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useText } from '../../i18n/text.ts'
import { useRoom } from './context.ts'
import { focusOf, isTalkKey, shortcutOf } from './keys.ts'
import type { Shortcut } from './keys.ts'

/**
 * Makes a shortcut act like a press of its tool, in the tool's own window: the floating window has
 * its own tools and shortcuts.
 */
export function useShortcut(
  element: RefObject<HTMLElement | null>,
  shortcut: Shortcut | undefined,
  onPress: (() => void) | undefined,
): void {
  const run = useEffectEvent((event: KeyboardEvent) => {
    if (!onPress || shortcutOf(event, focusOf(event.target)) !== shortcut) return
    event.preventDefault()
    onPress()
  })
  useEffect(() => {
    const page = element.current?.ownerDocument
    if (!page || !shortcut) return
    const listen = (event: KeyboardEvent) => run(event)
    page.addEventListener('keydown', listen)
    return () => page.removeEventListener('keydown', listen)
  }, [element, shortcut])
}

/** Whether the person is speaking by holding the key. */
export const TalkingContext = createContext(false)
export const useTalking = (): boolean => useContext(TalkingContext)

/** Push to talk: unmutes while Space is held, and mutes again however the hold ends. */
export function useTalkKey(): boolean {
  const t = useText('room')
  const { call, state, leader, say } = useRoom()
  const [talking, setTalking] = useState(false)
  const held = useRef(false)
  const begin = useEffectEvent((event: KeyboardEvent) => {
    if (!isTalkKey(event, focusOf(event.target))) return
    event.preventDefault()
    const mine = state.own.microphone.state
    if (held.current || event.repeat || mine === 'live' || mine === 'starting') return
    if (!state.grant.includes('microphone')) {
      say(leader ? t.room.forbiddenLeader : t.room.micForbidden)
      return
    }
    held.current = true
    setTalking(true)
    void call.setMicrophone(true)
  })
  const end = useEffectEvent(() => {
    if (!held.current) return
    held.current = false
    setTalking(false)
    void call.setMicrophone(false)
  })
  useEffect(() => {
    const onDown = (event: KeyboardEvent) => begin(event)
    const onUp = (event: KeyboardEvent) => {
      if (event.code === 'Space') end()
    }
    const onEnd = () => end()
    document.addEventListener('keydown', onDown)
    document.addEventListener('keyup', onUp)
    document.addEventListener('visibilitychange', onEnd)
    addEventListener('blur', onEnd)
    return () => {
      document.removeEventListener('keydown', onDown)
      document.removeEventListener('keyup', onUp)
      document.removeEventListener('visibilitychange', onEnd)
      removeEventListener('blur', onEnd)
      onEnd()
    }
  }, [])
  // If someone muted this person in the meantime, they have to press the key again.
  return talking && state.own.microphone.state !== 'muted' && state.own.microphone.state !== 'off'
}
