/** One module, so that their shared code is one chunk and not a piece of every other page's. */
export { DateField, TimeOfDay } from '../widgets/dates.tsx'
export { PeopleField } from './people-field.tsx'
export { ZoneField } from './zone-field.tsx'
