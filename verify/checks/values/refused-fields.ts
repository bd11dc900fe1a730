/** How much of the configuration in the output of Tempo's charts Tempo refuses, so that no advice stops it. */
import { fieldsOf } from '../../../charts/tempo/config-fields/fields';
import { mistakesIn } from '../../../charts/tempo/config-fields/mistakes';
import { loadYaml } from '../../../lib/helm/yaml';
import { textIn } from '../../world/mounted-file';

/** The files of both charts, in a ConfigMap or a Secret. */
const FILES = [
  ['tempo.yaml', 'config'],
  ['overrides.yaml', 'overrides'],
] as const;

/**
 * @param text the output of Helm
 * @param version of Tempo: `2.10.5`
 * @returns the number of mistakes; 0 if the fields of this version are not known
 */
export function refusedFieldsIn(text: string, version = ''): number {
  const fields = fieldsOf(version);
  if (!fields) return 0;
  const objects = text.split(/^---\s*$/m).filter((part) => /^ {2}["']?(tempo|overrides)\.yaml["']?:/m.test(part));
  return objects.map(parsed).reduce<number>((sum, object) => {
    const files = FILES.map(([name, type]) => mistakesIn(contentOf(object, name), fields[type]).length);
    return sum + files.reduce((all, each) => all + each, 0);
  }, 0);
}

function contentOf(object: unknown, name: string): unknown {
  const text = textIn(object, name);
  return text === undefined ? undefined : parsed(text);
}

/** Text that is not YAML is reported elsewhere. */
function parsed(text: string): unknown {
  try {
    return loadYaml(text);
  } catch {
    return undefined;
  }
}
