import type { ParticipantView } from '#protocol/model.ts'
import { useText, useTexts } from '../../../i18n/text.ts'
import { Menu } from '../../widgets/menu.tsx'
import type { MenuEntry, MenuPart } from '../../widgets/menu.tsx'
import { actionsFor, mayQuiet } from '../actions.ts'
import type { PersonAction } from '../actions.ts'
import { useRoom } from '../context.ts'
import type { Harsh } from '../dialogs/person-dialog.tsx'
import { useView } from '../stage/view.ts'

const MINUTES = [5, 15, 30, 60]
type Props = { person: ParticipantView; onHarsh: (harsh: Harsh) => void }

/** Fixed groups in a fixed order, so that a command is found where it was. */
export function PersonMenu({ person, onHarsh }: Props) {
  const t = useText('people')
  const offer = useOffer(person)
  const harsh = (what: Harsh['what']) => () => onHarsh({ what, person })
  const parts = [
    useLookPart(person, offer),
    useSpeakingPart(person, offer),
    useSharePart(person, offer),
    useRolePart(person, offer, harsh),
    {
      id: 'out',
      heading: t.people.groups.out,
      entries: [
        ...offer('sendBack', t.people.sendBack, harsh('sendBack')),
        ...offer('remove', t.people.remove, harsh('remove'), DANGER),
        ...offer('remove', t.people.removeBlock, harsh('block'), { ...DANGER, id: 'block' }),
      ],
    },
  ]
  return <Menu name={t.people.actionsFor(person.name)} parts={parts} beside />
}

const DANGER = { danger: true }

/** Builds one menu entry; null if the action does not apply to this person now. */
type Offer = (
  action: PersonAction,
  label: string,
  run: () => void,
  more?: Partial<MenuEntry>,
) => MenuEntry[]

function useOffer(target: ParticipantView): Offer {
  const { state, me } = useRoom()
  const { meeting, tracks } = state
  const offered = actionsFor({ me, target, meeting, tracks })
  return (action, label, run, more) =>
    offered.includes(action) ? [{ id: action, label, run, ...more }] : []
}

function useLookPart({ id }: ParticipantView, offer: Offer): MenuPart {
  const { people, view: t } = useText('people', 'room')
  const { ask } = useRoom()
  const { view, change } = useView()
  const whole = view.whole.has(id)
  const fit = new Set(view.whole)
  if (!fit.delete(id)) fit.add(id)
  const entries = [
    view.pin === id
      ? { id: 'unpin', label: t.unpin, run: () => change({ pin: null }) }
      : { id: 'pin', label: t.pin, run: () => change({ pin: id }) },
    ...offer('spotlight', t.spotlight, () => void ask('spotlight.set', { id })),
    ...offer('unspotlight', t.unspotlight, () => void ask('spotlight.clear', {})),
    { id: 'fit', label: whole ? t.fillTile : t.wholePicture, run: () => change({ whole: fit }) },
  ]
  return { id: 'look', heading: people.groups.look, entries }
}

function useSpeakingPart(target: ParticipantView, offer: Offer): MenuPart {
  const { people: t } = useText('people')
  const { podium } = useTexts('class')
  const { me, ask } = useRoom()
  const { id } = target
  // Both keep their places whether or not the device is on.
  const quiet = (action: 'mute' | 'cameraOff', label: string) => {
    const run = () => void ask(`participant.${action}`, { id })
    const [entry] = offer(action, label, run)
    return mayQuiet(me, target) ? [entry ?? { id: action, label, run, disabled: true }] : []
  }
  const entries = [
    ...quiet('mute', t.mute),
    ...quiet('cameraOff', t.cameraOff),
    ...offer('lowerHand', t.lowerHand, () => void ask('hand.lower', { id })),
    ...offer('giveFloor', t.giveFloor, () => void ask('floor.give', { id })),
    ...offer('passFloor', podium.pass, () => void ask('floor.pass', { id })),
    ...offer('takeFloor', t.takeFloor, () => void ask('floor.take', { id })),
  ]
  return { id: 'speaking', heading: t.groups.speaking, entries }
}

function useSharePart({ id }: ParticipantView, offer: Offer): MenuPart {
  const { people: t, documents: d } = useText('people', 'room')
  const { ask } = useRoom()
  const grant = (minutes: number) =>
    offer('grantShare', t.shareMinutes(minutes), () => void ask('share.grant', { id, minutes }), {
      id: String(minutes),
    })
  const unlimited = offer('grantShare', t.shareNoLimit, () => void ask('share.grant', { id }), {
    id: '0',
  })
  const entries = [
    { id: 'grant', label: t.shareSection, entries: [...unlimited, ...MINUTES.flatMap(grant)] },
    ...offer('revokeShare', t.revokeShare, () => void ask('share.revoke', { id })),
    ...offer('allowPresenting', d.allowPresenting, () => void ask('present.grant', { id })),
    ...offer('revokePresenting', d.revokePresenting, () => void ask('present.revoke', { id })),
  ].filter((entry) => !('entries' in entry) || entry.entries.length > 0)
  return { id: 'share', heading: t.groups.share, entries }
}

function useRolePart(
  { id, kind }: ParticipantView,
  offer: Offer,
  harsh: (what: Harsh['what']) => () => void,
): MenuPart {
  const { people: t } = useText('people')
  const { call, ask, refused } = useRoom()
  const promote = async () => {
    const error = await call.promote('cohost.add', id)
    if (error) refused(error)
  }
  // A co-host admits people: nobody becomes one by a name they chose themselves without a question.
  const make = kind === 'guest' ? harsh('cohost') : () => void promote()
  const entries = [
    ...offer('makeCohost', t.makeCohost, make),
    ...offer('unmakeCohost', t.unmakeCohost, () => void ask('cohost.remove', { id })),
    ...offer('handOver', t.handOver, harsh('handOver')),
  ]
  return { id: 'role', heading: t.groups.role, entries }
}
