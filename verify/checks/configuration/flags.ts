/** Checks the flags of Tempo's processes: their names, and the values of those that every chart sets. */
import { tempoProduct } from '../../../charts/tempo/product';
import type { Statement } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { CONFIGURATION_RULES } from './rules';

/** Flags without a group, and those of the configuration itself (cmd/tempo/main.go, cmd/tempo/app/config.go). */
const FLAGS = ['target', 'config.file', 'config.expand-env', 'config.verify', 'mem-ballast-size-mbs', 'mutex-profile-fraction', 'version'];

/** What the package flag of Go reads as a boolean. */
const BOOLEAN = /^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/;

/**
 * @param args of a container with Tempo, without the command
 * @param version of that Tempo; undefined if it is unknown
 */
export const flagMistakes = (args: readonly string[], version?: string): Statement[] => {
  const gone = version === undefined ? [] : tempoProduct.at(version).goneFlags;
  return args.flatMap((arg) => mistakeOf(arg, gone, version) ?? []);
};

function mistakeOf(arg: string, gone: readonly string[], version = ''): Statement | undefined {
  const [, name = '', value] = /^--?([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
  const says = (problem: string, fix: string) =>
    CONFIGURATION_RULES.says('unknown-argument', `has ${arg}, ${problem}, so it does not start`, fix);
  if (/\s/.test(name)) return says('which Tempo reads as one flag', 'write = between the name and the value');
  if (gone.includes(name)) return says(`a flag that Tempo ${version} no longer has`, 'remove it');
  if (name === '' || FLAGS.includes(name)) return value === undefined || value.includes('$(') ? undefined : wrongValue(name, value, says);
  const meant = nearest(name, FLAGS);
  return meant === undefined ? undefined : says('a flag that Tempo does not have', `use -${meant}`);
}

function wrongValue(name: string, value: string, says: (problem: string, fix: string) => Statement): Statement | undefined {
  if (name === 'config.expand-env' && !BOOLEAN.test(value)) return says('which is not a boolean', 'use true');
  if (name === 'mem-ballast-size-mbs' && !/^\d+$/.test(value)) return says('which is not a number', 'use a number of MB');
  return undefined;
}
