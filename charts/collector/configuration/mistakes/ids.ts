/** The ids of components and pipelines: `type/name`, where the name is optional. */
import { mapAt, type Path } from '../../../../lib/yaml/parsed';
import { hasPlaceholder } from '../placeholders';
import { type Mistake, NO_START } from './mistake';

/** What each id is of, by its section. */
const SECTIONS: readonly (readonly [section: Path, who: string])[] = [
  [['receivers'], 'receiver'],
  [['processors'], 'processor'],
  [['exporters'], 'exporter'],
  [['connectors'], 'connector'],
  [['extensions'], 'extension'],
  [['service', 'pipelines'], 'pipeline'],
];

/** `typeRegexp` and `nameRegexp` in component/identifiable.go of the collector. It trims both parts. */
const TYPE = /^[a-z]\w{0,62}$/i;
const NAME = /^[^\p{Z}\p{C}\p{S}]{1,1024}$/u;

/** The ids that the collector refuses. Of a pipeline, another type is an error elsewhere. */
export const wrongIds = (config: unknown): Mistake[] =>
  SECTIONS.flatMap(([section, who]) =>
    Object.keys(mapAt(config, ...section)).flatMap((id): Mistake[] => {
      const fault = hasPlaceholder(id) ? undefined : faultOf(id, who !== 'pipeline');
      if (!fault) return [];
      return [{ rule: 'wrong-id', path: [...section, id], problem: `${who} ${id} ${fault[0]}, ${NO_START}`, fix: fault[1] }];
    }),
  );

function faultOf(id: string, hasType: boolean): readonly [problem: string, fix: string] | undefined {
  const slash = id.includes('/') ? id.indexOf('/') : id.length;
  const [type, name] = [id.slice(0, slash), id.slice(slash + 1)].map((part) => part.trim());
  if (hasType && !TYPE.test(type ?? ''))
    return ['does not begin with a type', 'write a type of letters, digits and underscores, and a name only after a /'];
  if (slash === id.length || NAME.test(name ?? '')) return undefined;
  return name === ''
    ? ['has no name after the /', 'remove the /, or add a name']
    : ['has a character in its name that no id may have', 'use letters, digits, hyphens, dots and underscores after the /'];
}
