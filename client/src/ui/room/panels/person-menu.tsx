import type { ParticipantView } from '#protocol/model.ts'
import { useText, useTexts } from '../../../i18n/text.ts'
import { Menu } from '../../widgets/menu.tsx'
import type { MenuEntry } from '../../widgets/menu.tsx'
import { actionsFor } from '../actions.ts'
import type { PersonAction } from '../actions.ts'
import { useRoom } from '../context.ts'
import type { Harsh } from '../dialogs/person-dialog.tsx'
import { useView } from '../stage/view.ts'

const MINUTES = [5, 15, 30, 60]
type Props = { person: ParticipantView; onHarsh: (harsh: Harsh) => void }

export function PersonMenu({ person, onHarsh }: Props) {
  const t = useText('people', 'room')
  const c = useTexts('class')
  const { state, me, ask } = useRoom()
  const { view, change } = useView()
  const offered = actionsFor({ me, target: person, meeting: state.meeting, tracks: state.tracks })
  const { id } = person
  const entry = (action: PersonAction, label: string, run: () => void, danger = false) =>
    offered.includes(action) ? [{ id: action, label, run, danger }] : []
  const share: MenuEntry[] = offered.includes('grantShare')
    ? [
        { id: '0', label: t.people.shareNoLimit, run: () => void ask('share.grant', { id }) },
        ...MINUTES.map((minutes) => ({
          id: String(minutes),
          label: t.people.shareMinutes(minutes),
          run: () => void ask('share.grant', { id, minutes }),
        })),
      ]
    : []
  return (
    <Menu
      name={t.people.actionsFor(person.name)}
      parts={[
        {
          id: 'look',
          entries: [
            view.pin === id
              ? { id: 'unpin', label: t.view.unpin, run: () => change({ pin: null }) }
              : { id: 'pin', label: t.view.pin, run: () => change({ pin: id }) },
            ...entry('spotlight', t.view.spotlight, () => void ask('spotlight.set', { id })),
            ...entry('unspotlight', t.view.unspotlight, () => void ask('spotlight.clear', {})),
          ],
        },
        {
          id: 'now',
          entries: [
            ...entry('mute', t.people.mute, () => void ask('participant.mute', { id })),
            ...entry(
              'cameraOff',
              t.people.cameraOff,
              () => void ask('participant.cameraOff', { id }),
            ),
            ...entry('lowerHand', t.people.lowerHand, () => void ask('hand.lower', { id })),
            ...entry('giveFloor', t.people.giveFloor, () => void ask('floor.give', { id })),
            ...entry('passFloor', c.podium.pass, () => void ask('floor.pass', { id })),
            ...entry('takeFloor', t.people.takeFloor, () => void ask('floor.take', { id })),
            ...entry('givePen', t.documents.givePen, () => void ask('present.grant', { id })),
            ...entry('takePen', t.documents.takePen, () => void ask('present.revoke', { id })),
            ...entry('revokeShare', t.people.revokeShare, () => void ask('share.revoke', { id })),
          ],
        },
        { id: 'share', heading: t.people.shareSection, entries: share },
        {
          id: 'role',
          entries: [
            ...entry('makeCohost', t.people.makeCohost, () => void ask('cohost.add', { id })),
            ...entry(
              'unmakeCohost',
              t.people.unmakeCohost,
              () => void ask('cohost.remove', { id }),
            ),
            ...entry('handOver', t.people.handOver, () => onHarsh({ what: 'handOver', person })),
          ],
        },
        {
          id: 'out',
          entries: [
            ...entry('sendBack', t.people.sendBack, () => onHarsh({ what: 'sendBack', person })),
            ...entry('remove', t.people.remove, () => onHarsh({ what: 'remove', person }), true),
            ...entry(
              'remove',
              t.people.removeBlock,
              () => onHarsh({ what: 'block', person }),
              true,
            ).map((out) => ({ ...out, id: 'block' })),
          ],
        },
      ]}
    />
  )
}
