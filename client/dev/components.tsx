import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { MeetingSecret } from '#protocol/http.ts'
import { leads } from '#protocol/roles.ts'
import { EffectChoice } from '../src/ui/join/effects.tsx'
import type { Trial } from '../src/ui/join/effects.tsx'
import { SecretFields } from '../src/ui/meetings/secret.tsx'
import { RoomContext } from '../src/ui/room/context.ts'
import type { RoomValue } from '../src/ui/room/context.ts'
import { Tile } from '../src/ui/room/stage/tile.tsx'
import { ViewContext } from '../src/ui/room/stage/view.ts'
import type { ViewValue } from '../src/ui/room/stage/view.ts'
import { Alert } from '../src/ui/widgets/alert.tsx'
import { Button } from '../src/ui/widgets/button.tsx'
import type { Look } from '../src/ui/widgets/button.tsx'
import { Checkbox, RadioGroup } from '../src/ui/widgets/choice.tsx'
import { PasswordField, TextField } from '../src/ui/widgets/field.tsx'
import { Icon, ICON_NAMES } from '../src/ui/widgets/icons.tsx'
import type { IllustrationName } from '../src/ui/shell/drawings.tsx'
import { Empty } from '../src/ui/shell/empty.tsx'
import { Illustration } from '../src/ui/shell/illustration.tsx'
import { LanguageChoice } from '../src/ui/shell/language.tsx'
import { Mark } from '../src/ui/widgets/mark.tsx'
import { Menu } from '../src/ui/widgets/menu.tsx'
import { Select } from '../src/ui/widgets/select.tsx'
import { ThemeChoice } from '../src/ui/shell/theme-choice.tsx'
import { FakeCall, fakeRoom } from './fake-call.ts'
import '../src/ui/room/room.css'
import '../src/ui/room/stage/tile.css'
import './components.css'

const LOOKS: Look[] = ['primary', 'plain', 'quiet', 'danger']
const COLORS = [
  'ink ink-soft paper ground raised line line-strong',
  'brand brand-strong brand-soft on-brand focus',
  'danger danger-strong danger-soft ok ok-soft warn warn-soft',
  'lacquer lacquer-soft gold gold-soft on-gold-soft',
  'face-1 face-2 face-3 face-4 face-5 face-6 face-7 face-8',
  'leave leave-strong over over-ink over-soft over-danger over-warn hand floor',
].map((row) => row.split(' '))

const SECRET = {
  meeting: { id: 'abcdefghijklmnopqrstuv' },
  password: 'thuyen-qua-song-1234',
} as MeetingSecret

/** The visual language on one page: every component in every state. */
export function Components({ states }: { states: string[] }) {
  return (
    <main className="main main-wide">
      <div className="page-head">
        <h1>An Họp: các thành phần</h1>
        <div className="row">
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </div>
      <Part title="Màu">
        {COLORS.map((row) => (
          <div key={row[0]} className="row">
            {row.map((name) => (
              <span key={name} className="swatch">
                <span style={{ background: `var(--${name})` }} />
                {name}
              </span>
            ))}
          </div>
        ))}
      </Part>
      <Part title="Liên kết và mật khẩu">
        <SecretFields secret={SECRET} />
      </Part>
      <Part title="Chữ">
        <p className="sample-xxl">Giao ban tuần Văn phòng Sở Nội vụ</p>
        <h2>Đang chờ chủ trì duyệt</h2>
        <p>Chữ thường: chủ trì sẽ quyết định, bạn không cần làm gì thêm.</p>
        <p className="small soft">Chữ nhỏ: máy chủ không ghi hình, không ghi âm.</p>
      </Part>
      <Part title="Nút">
        {LOOKS.map((look) => (
          <div key={look} className="row">
            <Button look={look}>Cho vào</Button>
            <Button look={look} icon="lock">
              Khóa cuộc họp
            </Button>
            <Button look={look} small>
              Nút nhỏ
            </Button>
            <Button look={look} icon="close" aria-label="Đóng" />
            <Button look={look} isDisabled>
              Chưa dùng được
            </Button>
          </div>
        ))}
      </Part>
      <Part title="Biểu tượng">
        <div className="row">
          {ICON_NAMES.map((name) => (
            <span key={name} className="swatch">
              <Icon name={name} />
              {name}
            </span>
          ))}
        </div>
      </Part>
      <Fields />
      <Effects />
      <Part title="Thông báo">
        <Alert>Bạn không phải chủ trì cuộc họp này.</Alert>
        <Alert tone="ok">Mật khẩu đủ mạnh.</Alert>
        <Alert tone="warn">Chủ trì đã đổi mật khẩu.</Alert>
        <Alert tone="danger">
          Mật khẩu không đúng, chưa đến giờ mở phòng chờ, hoặc cuộc họp này không tồn tại.
        </Alert>
        <div className="row">
          <span className="badge">Thảo luận</span>
          <span className="badge badge-ok">Đang dùng</span>
          <span className="badge badge-warn">Đã khóa</span>
        </div>
        <div className="toast toast-info">
          <p>Đã tắt micrô của mọi người.</p>
          <Button look="quiet" small icon="close" aria-label="Đóng thông báo" />
        </div>
        <div className="toast toast-warn">
          <p>Lê Hoàng Phương Uyên đã tắt micrô của bạn.</p>
          <Button look="quiet" small icon="close" aria-label="Đóng thông báo" />
        </div>
        <p className="empty">Bạn chưa có cuộc họp nào.</p>
      </Part>
      <Pictures />
      <Tiles />
      <Part title="Các trạng thái của cuộc họp">
        <ul className="states">
          {states.map((state) => (
            <li key={state}>
              <a href={`?state=${state}`}>{state}</a>
            </li>
          ))}
        </ul>
      </Part>
    </main>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card stack">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Fields() {
  const [choice, setChoice] = useState<'a' | 'b'>('a')
  const [ticked, setTicked] = useState(true)
  return (
    <Part title="Ô nhập và lựa chọn">
      <TextField label="Tên của bạn" hint="Người khác thấy tên này." defaultValue="Lê Bình" />
      <TextField label="Tên của bạn" error="Vui lòng điền ô này." />
      <TextField label="Tên đăng nhập" defaultValue="binh.le" isDisabled />
      <TextField label="Danh sách tên" lines={3} />
      <PasswordField label="Mật khẩu cuộc họp" defaultValue="sau-tu-khong-dau" />
      <Select
        label="Micrô"
        value="1"
        options={[{ value: '1', label: 'Micrô rời' }]}
        onChange={() => undefined}
      />
      <RadioGroup
        legend="Chế độ họp"
        value={choice}
        onChange={setChoice}
        options={[
          { value: 'a', label: 'Thảo luận', what: 'Mọi người đều được phát biểu.' },
          { value: 'b', label: 'Hội nghị', what: 'Chỉ những người được cho phép.' },
        ]}
      />
      <Checkbox label="Khóa cuộc họp" checked={ticked} onChange={setTicked} />
      <Checkbox label="Chưa chọn được" checked={false} disabled onChange={setTicked} />
      <div className="row">
        <Menu
          name="Thao tác khác"
          parts={[{ id: 'a', entries: [{ id: 'a', label: 'Đổi mật khẩu', run: () => undefined }] }]}
        />
      </div>
    </Part>
  )
}

const TRIALS: (Trial | 'on' | 'unable')[] = [
  { at: 'idle' },
  { at: 'measuring' },
  { at: 'failed' },
  { at: 'weak' },
  'on',
  'unable',
]

function Effects() {
  return (
    <Part title="Làm mờ nền và khử tiếng ồn">
      {TRIALS.map((trial) =>
        (['blur', 'denoise'] as const).map((name) => (
          <EffectChoice
            key={`${name} ${typeof trial === 'string' ? trial : trial.at}`}
            name={name}
            on={trial === 'on'}
            able={trial !== 'unable'}
            trial={typeof trial === 'string' ? { at: 'idle' } : trial}
            cost={trial === 'on' ? { ms: 12, core: 0.18 } : null}
            onChange={() => undefined}
            onInsist={() => undefined}
          />
        )),
      )}
    </Part>
  )
}

const DRAWINGS: IllustrationName[] = [
  'meeting',
  'waiting',
  'ended',
  'offline',
  'calendar',
  'closed',
]

/** The mark, the drawings of quiet pages, and a list with nothing in it. */
function Pictures() {
  return (
    <Part title="Dấu hiệu và hình vẽ">
      <Mark />
      <div className="drawings-sample">
        {DRAWINGS.map((name) => (
          <Illustration key={name} name={name} />
        ))}
      </div>
      <Empty picture="calendar" text="Chưa có cuộc họp nào.">
        <Button look="primary">Lên lịch</Button>
      </Empty>
    </Part>
  )
}

/** One tile for each thing a tile can indicate. */
function Tiles() {
  const room = useMemo((): { room: RoomValue; view: ViewValue } => {
    const call = new FakeCall(fakeRoom({ people: 9 }))
    const state = fakeRoom({ people: 9 })
    const [host, me, cohost, , hand, floor, lit] = state.participants
    if (!me || !cohost || !host || !hand || !floor || !lit) throw new Error('too few')
    state.participants = state.participants.map((one) =>
      one === floor ? { ...one, floor: true } : one === cohost ? { ...one, kind: 'guest' } : one,
    )
    state.speaker = host.id
    state.meeting = { ...state.meeting, spotlight: lit.id }
    return {
      room: {
        call,
        state,
        me,
        leader: leads(me.role),
        say: () => undefined,
        unsay: () => undefined,
        refused: () => undefined,
        ask: () => Promise.resolve(true),
        write: () => Promise.resolve(true),
      },
      view: {
        view: {
          layout: 'auto',
          pin: lit.id,
          hideUnseen: false,
          whole: new Set(),
          hall: false,
          floating: null,
        },
        change: () => undefined,
      },
    }
  }, [])
  return (
    <Part title="Ô hình">
      <RoomContext value={room.room}>
        <ViewContext value={room.view}>
          <ul className="tiles-sample">
            {room.room.state.participants.map((person) => (
              <Tile key={person.id} person={person} width={288} height={162} />
            ))}
          </ul>
        </ViewContext>
      </RoomContext>
    </Part>
  )
}
