import { createContext, useContext, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useText } from '../../i18n/text.ts'
import { useRoom } from './context.ts'
import { focusOf, isTalkKey, shortcutOf } from './keys.ts'
import type { Shortcut } from './keys.ts'

/**
 * A shortcut does what a press of its tool does, in the window that the tool is in: the floating
 * window has tools and keys of its own.
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

/** Whether the person speaks only as long as they hold the key. */
export const TalkingContext = createContext(false)
export const useTalking = (): boolean => useContext(TalkingContext)

/** Push to talk: a muted microphone is open while Space is held, and shut whatever ends the hold. */
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
  // Who muted it meanwhile has the last word: the key must be pressed anew.
  return talking && state.own.microphone.state !== 'muted' && state.own.microphone.state !== 'off'
}
