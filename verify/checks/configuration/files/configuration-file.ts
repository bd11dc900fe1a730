/** Checks that containers with the image of Tempo find a configuration. */
import { error, type Finding, type Statement } from '../../../../lib/findings/finding';
import { listAt, textFrom } from '../../../../lib/yaml/parsed';
import { type FileState, fileState } from '../../../world/file-in-container';
import type { Lookup } from '../../../world/lookup';
import { configurationFile, type Reader, type RunningTempo, staysRunning, tempoVersionOf } from '../../../world/tempo';
import { aboutContainer } from '../arguments';
import { CONFIGURATION_RULES } from '../rules';

/** @param tempos all instances of Tempo, with the containers whose configuration is known */
export function checkConfigurationFiles(lookup: Lookup, tempos: readonly RunningTempo[]): Finding[] {
  const known = new Set(tempos.flatMap(({ readers }) => readers.map(({ container }) => container.source)));
  return lookup.pods.flatMap((pod) =>
    pod.containers.flatMap((container) => {
      const reader = { pod, container };
      if (known.has(container.source) || !staysRunning(pod, container) || tempoVersionOf(reader) === undefined || runsAnother(reader))
        return [];
      const statement = mistakeOf(reader, lookup);
      return statement ? [error(pod.placed.place, statement, aboutContainer(reader))] : [];
    }),
  );
}

/** A command replaces the entry point of the image. */
function runsAnother({ container: { source } }: Reader): boolean {
  const [first] = listAt(source, 'command').map(textFrom);
  return first !== undefined && !/(^|\/)tempo$/.test(first);
}

function mistakeOf(reader: Reader, lookup: Lookup): Statement | undefined {
  const { args } = reader.container;
  const file = configurationFile(args);
  const says = (problem: string, fix: string) => CONFIGURATION_RULES.says('no-configuration', `${problem}, so Tempo does not start`, fix);
  if (file !== undefined) return inVolume(file, fileState(file, reader, lookup), says);
  // Without a file, the storage may be in the arguments.
  if (args.some((arg) => /^--?(storage\.trace\.backend|config\.\w)/.test(arg))) return undefined;
  return says('has no -config.file', 'add it, such as -config.file=/conf/tempo.yaml');
}

function inVolume(file: string, found: FileState, says: (problem: string, fix: string) => Statement): Statement | undefined {
  if (found.state === 'not-mounted') return says(`-config.file is ${file}, where no volume is mounted`, 'mount the configuration there');
  if (found.state !== 'not-in-volume') return undefined;
  const [first = ''] = found.files;
  return says(
    `-config.file is ${file}, but volume ${found.volume} has ${found.files.join(', ') || 'nothing'} there`,
    found.files.length === 1 ? `use ${found.folder}/${first}` : 'use one of these',
  );
}
