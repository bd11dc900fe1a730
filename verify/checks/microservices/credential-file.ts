/** Checks that every process of Tempo finds the file with its credentials, if its storage reads one. */
import { backendNamed } from '../../../charts/tempo/storage/storage';
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Declared } from '../../world/declared';
import { aboutObject } from '../../world/kubernetes';
import { mountOf } from '../../world/mounted-file';
import type { Reader, RunningTempo } from '../../world/tempo';
import { MICROSERVICES_RULES } from './rules';

export function checkCredentialFile({ config, readers }: RunningTempo, { declared, isOurs }: World): Finding[] {
  const variable = backendNamed(textAt(config, 'storage', 'trace', 'backend'))?.rendered.fileVariable;
  if (variable === undefined) return [];
  return readers.flatMap((reader) => {
    const { pod, container } = reader;
    const statement = mistakeOf(reader, variable, declared);
    if (!statement) return [];
    return [
      (isOurs ? error : warning)(pod.placed.place, statement, { ...aboutObject(pod.placed.object), part: `container ${container.name}` }),
    ];
  });
}

const says = (problem: string, fix: string): Statement => MICROSERVICES_RULES.says('credential-file', problem, fix);

function mistakeOf(reader: Reader, variable: string, { credentialFile, identity, storage }: Declared): Statement | undefined {
  const found = reader.container.env.findLast(({ name }) => name === variable);
  if (identity) {
    if (!found) return undefined;
    const problem = `has the variable ${variable}, which the client uses instead of tempo.credentials.identity of the cluster file`;
    return says(problem, 'remove it');
  }
  if (!found?.value) {
    // Another source, and what other authors leave to the nodes.
    if (found?.from || !credentialFile) return undefined;
    const problem = `has no variable ${variable}, so it finds no credentials for ${storage?.destination}`;
    return says(problem, `set it to the path of key ${credentialFile.key} of Secret ${credentialFile.secret}`);
  }
  return fileMistake(found.value, variable, reader, credentialFile);
}

/** What is wrong with the file of the variable. */
function fileMistake(
  file: string,
  variable: string,
  { pod, container }: Reader,
  declared: Declared['credentialFile'],
): Statement | undefined {
  const mount = mountOf(file, container.mounts);
  if (!mount) {
    const fix = declared ? `mount Secret ${declared.secret} there` : 'mount its Secret there';
    return says(`has ${variable}: ${file}, where no volume is mounted`, fix);
  }
  if (!declared) return undefined;
  const { secret, key } = declared;
  const volume = pod.volumes.find((candidate) => candidate.volume === mount.volume);
  if (volume?.kind !== 'Secret' || volume.name !== secret) {
    const source = volume ? `${volume.kind} ${volume.name}` : 'no Secret';
    return says(`has ${variable}: ${file} in volume ${mount.volume}, which is ${source}`, `use Secret ${secret}`);
  }
  const name = mount.subPath ?? file.slice(mount.path.replace(/\/$/, '').length + 1);
  const inFile = volume.paths.length > 0 ? volume.keys[volume.paths.indexOf(name)] : name;
  if (inFile === key) return undefined;
  const problem = `has ${variable}: ${file}, which is ${inFile === undefined ? 'not a file' : `key ${inFile}`} of Secret ${secret}`;
  return says(problem, `use key ${key}`);
}
