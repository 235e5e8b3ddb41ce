import { useEffect, useRef, useState } from 'react'
import { useText, useTexts, useTime } from '../../../i18n/text.ts'
import type { Texts } from '../../../i18n/text.ts'
import type { AdmittedState, OwnSource } from '../../../call/types.ts'
import type { KnockView } from '#protocol/model.ts'
import type { RoomValue, ToastAction } from '../context.ts'
import { useAdmit } from '../sealing/admit.ts'
import { playKnock } from './knock-sound.ts'
import { useDeviceChanges } from './use-device-changes.ts'

type Room = Pick<RoomValue, 'state' | 'me' | 'leader' | 'say' | 'unsay'>
type LobbyPanel = { open: boolean; show: () => void }

/** Announces changes that this person did not trigger, such as those by the server or a device. */
export function useAnnouncements(room: Room, lobby: LobbyPanel): void {
  useWelcome(room)
  useOwnEvents(room)
  useHandLowered(room)
  useDeviceFailures(room)
  useDeviceChanges(room)
  useGrants(room)
  useKnocks(room, lobby)
  useAnnounced(room)
  useStanding(room)
  usePresenterRight(room)
  useWeakLine(room)
  useBack(room)
  useTurn(room)
  useHands(room)
  useQuestions(room)
}

/** Shows announcements made since joining. Earlier ones are in the chat. */
function useAnnounced({ state, say }: Room) {
  const t = useText('people')
  const { chat, self } = state
  // The server sends the same messages again after a reconnect.
  const [known] = useState(() => new Set(chat.map(({ id }) => id)))
  useEffect(() => {
    for (const message of chat) {
      if (known.has(message.id)) continue
      known.add(message.id)
      const { to, from, name, text } = message
      if (to === 'announcement' && from !== self && text !== null)
        say(t.chat.announced(name, text), 'announced')
    }
  }, [chat, known, self, say, t])
}

function useWelcome({ state, say }: Room) {
  const t = useText('room')
  const { welcome } = state
  const said = useRef<string | null>(null)
  useEffect(() => {
    if (welcome === null || said.current === welcome) return
    said.current = welcome
    say(t.room.welcome(welcome))
  }, [welcome, say, t])
}

function useOwnEvents({ state, say }: Room) {
  const t = useText('people', 'room')
  const event = state.ownEvent
  const said = useRef(event?.key)
  useEffect(() => {
    if (!event || said.current === event.key) return
    said.current = event.key
    const text = ownEventText(t, event)
    if (text) say(text, 'warn')
  }, [event, say, t])
}

/** Names the person who did it, because with co-hosts it is often not "the host". */
function ownEventText(
  t: Texts<'people' | 'room'>,
  event: NonNullable<AdmittedState['ownEvent']>,
): string | null {
  const { source, by, name } = event
  if (source === 'screen_audio') return null
  if (name === null || by === 'mode') return t.ownEvents[source][by]
  if (source === 'microphone') return t.view.mutedBy(name)
  return source === 'camera' ? t.view.cameraOffBy(name) : t.view.shareRevokedBy(name)
}

function useHandLowered({ state, say }: Room) {
  const t = useText('people')
  const event = state.handLowered
  const said = useRef(event?.key)
  useEffect(() => {
    if (!event || said.current === event.key) return
    said.current = event.key
    say(t.people.handLowered(event.name))
  }, [event, say, t])
}

const errorOf = (source: OwnSource) => (source.state === 'failed' ? source.error : null)

function useDeviceFailures({ state, say }: Room) {
  const t = useText()
  const microphone = errorOf(state.own.microphone)
  const camera = errorOf(state.own.camera)
  const screen = errorOf(state.own.screen)
  // Stays until dismissed: someone who is speaking must notice that they are no longer heard.
  const tone = microphone === 'not_found' ? 'stays' : 'warn'
  useNews(microphone, (why) => say(t.devices.microphoneProblem(t.deviceErrors[why]), tone))
  useNews(camera, (why) => say(t.devices.cameraProblem(t.deviceErrors[why]), 'warn'))
  useNews(screen, (why) => {
    // Closing the browser's own prompt is a choice, not an error.
    if (why !== 'cancelled') say(t.devices.shareProblem(t.deviceErrors[why]), 'warn')
  })
}

/** Runs once per change of the value, so a language change does not repeat it. */
function useNews<T>(now: T | null, tell: (now: T) => void) {
  const told = useRef<T | null>(null)
  useEffect(() => {
    if (told.current === now) return
    told.current = now
    if (now !== null) tell(now)
  }, [now, tell])
}

function useGrants({ state, me, leader, say }: Room) {
  const t = useText('people', 'room')
  const { time } = useTime()
  const until = me.share?.until ?? null
  const told = useRef<number | null>(until)
  const before = useRef(state.grant)
  const { grant } = state
  useEffect(() => {
    const gained = (source: (typeof grant)[number]) =>
      grant.includes(source) && !before.current.includes(source)
    if (!leader && grant.includes('screen')) {
      if (until !== null && until !== told.current) say(t.view.grantedUntil(time(until)))
      else if (gained('screen')) say(t.granted)
    }
    told.current = until
    if (gained('microphone') && state.meeting.mode !== 'discussion') say(t.floorGiven)
    before.current = grant
  }, [grant, leader, until, time, say, state.meeting.mode, t])
}

/**
 * One sound and one message per update of the lobby, however many people arrive at once. Somebody
 * who comes alone, and about whom there is no warning, can be admitted from the message.
 */
function useKnocks({ state, say, unsay }: Room, panel: LobbyPanel) {
  const t = useText('people')
  const admit = useAdmit()
  const { open, show } = panel
  const [known] = useState(() => new Set<string>())
  // By their texts; several may be seen at once, as each stays until its people are answered.
  const [told] = useState(() => new Map<string, string[]>())
  const { lobby } = state
  useEffect(() => {
    const fresh = (lobby ?? []).filter(({ id }) => !known.has(id))
    for (const { id } of fresh) known.add(id)
    const [first] = fresh
    if (!first) return
    playKnock()
    const look: ToastAction = { label: t.lobby.look, name: t.lobby.lookNamed, run: show }
    const letIn = ({ id, name }: KnockView): ToastAction => ({
      label: t.lobby.admit,
      name: t.lobby.admitNamed(name),
      primary: true,
      run: () => void admit([id]),
    })
    const clear = fresh.length === 1 && first.flags.length === 0
    const text = fresh.length === 1 ? t.lobby.knock(first.name) : t.lobby.knocks(fresh.length)
    if (!open) told.set(text, [...(told.get(text) ?? []), ...fresh.map(({ id }) => id)])
    say(text, open ? 'silent' : 'stays', clear ? [look, letIn(first)] : [look])
  }, [lobby, known, told, open, show, say, admit, t])
  // Its buttons are beside each person now, or the people it is about were answered.
  useEffect(() => {
    for (const [text, ids] of told) {
      if (!open && ids.some((id) => lobby?.some((knock) => knock.id === id))) continue
      told.delete(text)
      unsay(text)
    }
  }, [lobby, told, open, unsay])
}

/** Announces changes to this person's role and spotlight. */
function useStanding({ state, me, say }: Room) {
  const t = useText('room')
  const { spotlight } = state.meeting
  const before = useRef({ role: me.role, spotlight })
  const lit = state.participants.find(({ id }) => id === spotlight)?.name
  useEffect(() => {
    const { current } = before
    if (me.role !== current.role && me.role === 'host') say(t.view.madeHost)
    if (me.role !== current.role && me.role === 'cohost' && current.role === 'participant')
      say(t.view.madeCohost)
    if (lit !== undefined && spotlight !== current.spotlight)
      say(spotlight === me.id ? t.view.spotlitYou : t.view.spotlitOther(lit))
    before.current = { role: me.role, spotlight }
  }, [me.role, me.id, spotlight, lit, say, t])
}

/** Whoever leads is told who raises a hand, once for each time it goes up. */
function useHands({ state, leader, say }: Room) {
  const t = useText('room')
  const [known] = useState(
    () =>
      new Set<string>(state.participants.flatMap(({ id, hand }) => (hand === null ? [] : [id]))),
  )
  useEffect(() => {
    for (const { id, name, hand } of state.participants) {
      if (hand === null) known.delete(id)
      else if (!known.has(id)) {
        known.add(id)
        if (leader && id !== state.self) say(t.room.raised(name))
      }
    }
  }, [state.participants, state.self, leader, known, say, t])
}

/** Tells the next speaker in time to get ready. */
function useTurn({ state, me, say }: Room) {
  const c = useTexts('class')
  const [first] = state.speakers.list
  useNews(first === me.id ? first : null, () => say(c.podium.youNext))
}

/** Announces each question to moderators. Visually, the badge on the tool shows the number. */
function useQuestions({ state, leader, say }: Room) {
  const c = useTexts('class')
  const { list } = state.questions
  const [known] = useState(() => new Set<string>(list.map(({ id }) => id)))
  useEffect(() => {
    for (const { id, name } of list) {
      if (known.has(id)) continue
      known.add(id)
      if (leader) say(c.questions.asked(name), 'silent')
    }
  }, [list, known, leader, say, c])
}

/** Announces that the presenter right was granted or withdrawn. */
function usePresenterRight({ me, leader, say }: Room) {
  const t = useText('room')
  const before = useRef(me.presents)
  useEffect(() => {
    if (me.presents !== before.current && !leader)
      say(me.presents ? t.documents.presentingAllowed : t.documents.presentingRevoked)
    before.current = me.presents
  }, [me.presents, leader, say, t])
}

/** Says that an outage is over; that it began is a bar, which stays. */
function useBack({ state, say }: Room) {
  const t = useText()
  const cut = state.link !== 'up'
  const before = useRef(cut)
  useEffect(() => {
    if (before.current && !cut) say(t.link.back)
    before.current = cut
  }, [cut, say, t])
}

/** Warns once each time the connection turns poor, with advice instead of numbers. */
function useWeakLine({ state, say }: Room) {
  const t = useText('room')
  useNews(state.line.mine === 'poor' ? 'poor' : null, () =>
    say(state.line.causes.get('me') === 'processor' ? t.view.busy : t.view.weak, 'warn'),
  )
}
