import { useEffect, useRef, useState } from 'react'
import type { OwnSource } from '../../call/types.ts'
import { useText } from '../../i18n/text.ts'
import type { RoomValue } from './context.ts'
import { playKnock } from './knock-sound.ts'

type Room = Pick<RoomValue, 'state' | 'me' | 'leader' | 'say'>

/** Turns changes that nobody clicked for into words: what the server did, what a device did. */
export function useAnnouncements(room: Room, lobbyOpen: boolean): void {
  useWelcome(room)
  useOwnEvents(room)
  useDeviceFailures(room)
  useGrants(room)
  useKnocks(room, lobbyOpen)
  useAnnounced(room)
}

/** What those who lead have announced since; what was said before one came is in the chat. */
function useAnnounced({ state, say }: Room) {
  const t = useText()
  const { chat, self } = state
  // By its time and not as an object: after a break the same messages come again.
  const [known] = useState(() => new Set(chat.map(({ at, from }) => `${at} ${from}`)))
  useEffect(() => {
    for (const message of chat) {
      const key = `${message.at} ${message.from}`
      if (known.has(key)) continue
      known.add(key)
      if (message.to === 'announcement' && message.from !== self)
        say(t.chat.announced(message.name, message.text), 'stays')
    }
  }, [chat, known, self, say, t])
}

function useWelcome({ state, say }: Room) {
  const t = useText()
  const { welcome } = state
  const said = useRef<string | null>(null)
  useEffect(() => {
    if (welcome === null || said.current === welcome) return
    said.current = welcome
    say(t.room.welcome(welcome))
  }, [welcome, say, t])
}

function useOwnEvents({ state, say }: Room) {
  const t = useText()
  const event = state.ownEvent
  const said = useRef(event?.key)
  useEffect(() => {
    if (!event || said.current === event.key) return
    said.current = event.key
    if (event.source !== 'screen_audio') say(t.ownEvents[event.source][event.by], 'warn')
  }, [event, say, t])
}

const errorOf = (source: OwnSource) => (source.state === 'failed' ? source.error : null)

function useDeviceFailures({ state, say }: Room) {
  const t = useText()
  const microphone = errorOf(state.own.microphone)
  const camera = errorOf(state.own.camera)
  const screen = errorOf(state.own.screen)
  useEffect(() => {
    if (microphone) say(t.devices.microphoneProblem(t.deviceErrors[microphone]), 'warn')
  }, [microphone, say, t])
  useEffect(() => {
    if (camera) say(t.devices.cameraProblem(t.deviceErrors[camera]), 'warn')
  }, [camera, say, t])
  useEffect(() => {
    // Closing the browser's own question is a choice, not a fault.
    if (screen && screen !== 'cancelled')
      say(t.devices.shareProblem(t.deviceErrors[screen]), 'warn')
  }, [screen, say, t])
}

function useGrants({ state, leader, say }: Room) {
  const t = useText()
  const before = useRef(state.grant)
  const { grant } = state
  useEffect(() => {
    const gained = (source: (typeof grant)[number]) =>
      grant.includes(source) && !before.current.includes(source)
    if (gained('screen') && !leader) say(t.granted)
    if (gained('microphone') && state.meeting.mode !== 'discussion') say(t.floorGiven)
    before.current = grant
  }, [grant, leader, say, state.meeting.mode, t])
}

/** One sound and one sentence per arrival at the door, however many arrive at once. */
function useKnocks({ state, say }: Room, lobbyOpen: boolean) {
  const t = useText()
  const [known] = useState(() => new Set<string>())
  const { lobby } = state
  useEffect(() => {
    const fresh = (lobby ?? []).filter(({ id }) => !known.has(id))
    for (const { id } of fresh) known.add(id)
    const [first] = fresh
    if (!first) return
    playKnock()
    say(
      fresh.length === 1 ? t.lobby.knock(first.name) : t.lobby.knocks(fresh.length),
      lobbyOpen ? 'silent' : 'info',
    )
  }, [lobby, known, lobbyOpen, say, t])
}
