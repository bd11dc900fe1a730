/** The `mc` commands of a shell script, parsed. */
import { simpleCommands } from './shell';

/** A command of `mc`, such as `mb` or `admin policy attach`. */
export interface McCommand {
  /** `mb`, `alias set`, `admin policy attach` */
  readonly name: string;
  /** Its arguments without options. */
  readonly words: readonly string[];
  /** Its options with values: `--region` and `eu-west-1`. */
  readonly options: ReadonlyMap<string, string>;
  /** The words of the command before it in the pipe. */
  readonly input: readonly string[];
}

/** Options of `mc` that have a value. */
export const WITH_VALUE: ReadonlySet<string> = new Set([
  '--config-dir',
  '-C',
  '--region',
  '--api',
  '--path',
  '--user',
  '-u',
  '--group',
  '-g',
  '--resolve',
]);

const NAMES = /^(alias set|admin policy (?:create|add|attach|set)|admin user add|mb|make-bucket)\b/;

/** @returns the commands in their order; undefined if a quote is not closed */
export function mcCommands(script: string): McCommand[] | undefined {
  const commands = simpleCommands(script);
  return commands?.flatMap(({ words, pipedFrom }) => {
    const start = words.findIndex((word) => /(^|\/)mc$/.test(word));
    const found = start < 0 ? undefined : parsed(words.slice(start + 1), pipedFrom);
    return found ?? [];
  });
}

function parsed(words: readonly string[], input: readonly string[]): McCommand | undefined {
  const options = new Map<string, string>();
  const plain: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [, option, value] = /^(--?[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (option === undefined) plain.push(word);
    else options.set(option, value ?? (WITH_VALUE.has(option) ? (words[++index] ?? '') : 'true'));
  }
  const redirect = plain.findIndex((word) => /^\d?[<>]/.test(word));
  const own = redirect < 0 ? plain : plain.slice(0, redirect);
  const name = NAMES.exec(own.join(' '))?.[1];
  if (name === undefined) return undefined;
  return { name: CURRENT[name] ?? name, words: own.slice(name.split(' ').length), options, input };
}

/** The current names of old commands. */
const CURRENT: Readonly<Record<string, string>> = {
  'admin policy add': 'admin policy create',
  'admin policy set': 'admin policy attach',
  'make-bucket': 'mb',
};
