/** What all commands share: options, exit codes and output streams. */
import { parseArgs } from 'node:util';
import { codeOf } from '../files/error-code';
import { isFolder } from '../files/file-kind';
import type { Finding } from '../findings/finding';
import { FORMATS, type MachineFormat } from '../findings/formats/formats';
import { grouped } from '../findings/grouped';
import { nearest } from '../findings/nearest';
import { inLines, inMessage } from '../findings/printable';
import { linesOf } from '../findings/sentence';
import { Refusal, UsageError } from './errors';

export interface Options {
  /** The folder with the cluster files. */
  readonly clusters: string;
  /** The output folder. */
  readonly out: string;
  /** The clusters to work on; empty for all of them. */
  readonly names: readonly string[];
  /** The command's other options by name. The value of a switch is empty or `on`. */
  readonly extra: Readonly<Record<string, string>>;
}

export interface CommandOption {
  /** The name of its value; undefined for a switch. */
  readonly argument?: string;
  /** The accepted values. @default any */
  readonly choices?: readonly string[];
  readonly meaning: string;
  readonly default: string;
  /** What the folder is that it names, which must exist: `the one with the charts`. @default it names no folder, or one that may be made */
  readonly folder?: string;
  /** Whether it may be given several times; its values are then lines of one text. @default the last one counts */
  readonly repeats?: boolean;
}

export interface Command {
  /** How it is called: `npm run synth -- [--clusters DIR] [CLUSTER...]`. */
  readonly usage: string;
  /** What it does, a line or more. */
  readonly description: string;
  /** Its options by name. @default none */
  readonly options?: Readonly<Record<string, CommandOption>>;
  /** @returns the exit code: 0, or 1 for refused or differing */
  readonly run: (options: Options) => number | Promise<number>;
}

/** The value of a switch that was given. */
const SWITCHED_ON = 'on';

export const CLUSTERS_OPTION = { clusters: { argument: 'DIR', meaning: 'the folder with the cluster files', default: 'clusters' } };
export const OUT_OPTION = { out: { argument: 'DIR', meaning: 'the output folder', default: 'dist' } };

export const CHARTS_OPTION = {
  charts: {
    argument: 'DIR',
    folder: 'the one with the charts',
    meaning: 'charts as NAME-VERSION/ or NAME-VERSION.tgz, instead of their repositories',
    default: '',
  },
};

export const FORMAT_OPTION = {
  format: { argument: 'FORMAT', choices: FORMATS, meaning: `how findings are printed: ${FORMATS.join(', ')}`, default: FORMATS[0] },
};

/** The value of `--format`; undefined for text. */
export const machineFormatOf = ({ extra: { format } }: Options): MachineFormat | undefined =>
  FORMATS.find((known): known is MachineFormat => known === format && known !== 'text');

/** A reader such as `head` may leave early: the rest is not printed, and the exit code still tells what was found. */
function whenUnprinted({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return;
  printError(`the output cannot be written (${code ?? message})`);
  process.exit(1);
}

/** Runs a command with the arguments of this process. A user's mistake is printed without a stack trace. */
export function run(command: Command): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', whenUnprinted);
  const end = (code: number) => {
    process.exitCode = code;
    // By itself, Node.js would wait for what V8 does on other threads. What is not printed yet is printed first, and other programs end first.
    const isPrinted = () => process.stdout.writableLength + process.stderr.writableLength === 0;
    const isAlone = () => !process.getActiveResourcesInfo().includes('ProcessWrap');
    setImmediate(() => isPrinted() && isAlone() && process.exit());
  };
  try {
    hintAtDashes(command);
    const options = parse(command, process.argv.slice(2));
    const code = options === undefined ? 0 : command.run(options);
    if (typeof code === 'number') end(code);
    else code.then(end).catch((error: unknown) => end(reported(command, error)));
  } catch (error) {
    end(reported(command, error));
  }
}

/** npm takes options without `--` before them for itself, and tells them only in variables. */
function hintAtDashes({ options = {} }: Command): void {
  const script = process.env.npm_lifecycle_event;
  if (script === undefined || !NPM_RUN.includes(process.env.npm_command ?? '')) return;
  const taken = Object.entries(options).find(([name]) => !OF_NPM.has(name) && process.env[variableOf(name)] !== undefined);
  if (!taken) return;
  const [name, { argument }] = taken;
  const value = process.env[variableOf(name)];
  const example = argument === undefined ? '' : ` ${value && value !== 'true' ? value : argument}`;
  throw new UsageError(`npm took --${name} for itself; write -- before it: npm run ${script} -- --${name}${example}`);
}

/** What npm calls its command, up to 10 and from 11. */
const NPM_RUN = ['run-script', 'run'];

/** The variable in which npm tells a setting; for `no-render`, that of `render`. */
const variableOf = (option: string): string => `npm_config_${option.replace(/^no-/, '').replaceAll('-', '_')}`;

/** Options of our commands that are also settings of npm, which may be in a user's .npmrc. */
const OF_NPM: ReadonlySet<string> = new Set(['all', 'cert', 'json', 'only', 'package', 'yes']);

/** Prints an error, with its stack trace unless it is a user's mistake. @returns the exit code */
function reported({ usage }: Command, error: unknown): number {
  if (isOfSystem(error)) {
    printError(`${error.path ?? error.syscall}: ${error.syscall} failed (${error.code}); check its permissions, and the space on its disk`);
    return 1;
  }
  if (!(error instanceof UsageError || error instanceof Refusal)) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    printError(`internal error: ${inMessage(message.split('\n')[0] ?? '')}; please report it with this input`);
    if (stack) printError(stack);
    return 1;
  }
  printError(error.message.split('\n').map(inMessage).join('\n'));
  if (error instanceof UsageError) printError(`usage: ${usage}`);
  return error instanceof UsageError ? 2 : 1;
}

/** What is denied, full or not a folder. A file that does not exist may be one of ours. */
const OF_SYSTEM = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EIO'];

/** An error of the operating system, which is not a mistake of this program. */
const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && OF_SYSTEM.includes(codeOf(error) ?? '');

/** The options; undefined if help was requested, which is printed. */
function parse(command: Command, args: string[]): Options | undefined {
  const known = command.options ?? {};
  const types = Object.entries(known).map(([name, { argument }]) => [name, { type: argument ? 'string' : 'boolean' }] as const);
  const options = { ...Object.fromEntries(types), help: { type: 'boolean', short: 'h' } } as const;
  const { tokens } = parseArgs({ args, strict: false, tokens: true, options });
  const given = tokens.filter((token) => token.kind === 'option');
  if (given.some(({ name }) => name === 'help')) {
    print(help(command));
    return undefined;
  }
  const defaults = Object.entries(known).map(([name, option]) => [name, option.default]);
  const values: Record<string, string> = {};
  for (const { name, rawName, value } of given) {
    const text = valueGiven(known, name, rawName, value);
    values[name] = known[name]?.repeats && name in values ? `${values[name]}\n${text}` : text;
  }
  const { clusters = '', out = '', ...extra } = { ...(Object.fromEntries(defaults) as Record<string, string>), ...values };
  const names = tokens.flatMap((token) => (token.kind === 'positional' ? token.value : []));
  if (names.includes('')) throw new UsageError('an argument is empty; remove it, or set the variable that it comes from');
  if (!('clusters' in known) && names.length > 0) throw new UsageError(`unexpected argument ${names[0]}; remove it`);
  return { clusters, out, names, extra };
}

/** @param written the option as it was written: `--out`, `-o` */
function valueGiven(known: Readonly<Record<string, CommandOption>>, name: string, written: string, value: string | undefined): string {
  const option = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!option) {
    const meant = nearest(name, [...Object.keys(known), 'help']);
    throw new UsageError(`unknown option ${written}; ${meant ? `did you mean --${meant}?` : 'see --help'}`);
  }
  const { argument, choices, folder, default: usual } = option;
  if (!argument && value !== undefined) throw new UsageError(`${written} takes no value; remove ${value}`);
  if (!argument) return SWITCHED_ON;
  if (!value) throw new UsageError(`${written} has no ${argument}; use ${written} ${usual || argument}`);
  if (folder && !isFolder(value)) throw new UsageError(`no folder ${value}; name ${folder} by ${written}`);
  if (choices && !choices.includes(value)) {
    const meant = nearest(value, choices);
    throw new UsageError(`unknown ${argument} ${value}; ${meant ? `did you mean ${meant}?` : `use one of ${choices.join(', ')}`}`);
  }
  return value;
}

function help({ usage, description, options = {} }: Command): string {
  const rows = Object.entries(options).map(
    ([name, { argument, meaning, default: value }]) =>
      [`--${name}${argument ? ` ${argument}` : ''}`, `${meaning}${value && `; default ${value}`}`] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length), '--help'.length);
  return [
    usage,
    '',
    description,
    '',
    ...[...rows, ['--help', 'this text'] as const].map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
  ].join('\n');
}

/** A result, on standard output. */
export const print = (line: string): void => void process.stdout.write(`${safe(line, process.stdout)}\n`);

/** A document in one of the formats, on standard output. An empty one prints nothing. */
export const printDocument = (text: string): void => {
  if (text !== '') print(text);
};

/** An error or a note, on standard error. */
export const printError = (line: string): void => void process.stderr.write(`${safe(line, process.stderr)}\n`);

/** A text that does not change the terminal, apart from our own colours. */
const safe = (text: string, { isTTY }: NodeJS.WriteStream): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of verify/report
  const parts = isTTY ? text.split(/(\x1b\[[\d;]*m)/) : [text];
  return parts.map((part, index) => (index % 2 === 1 ? part : inLines(part))).join('');
};

/** Findings for people, on standard error: errors first, accepted findings last. */
export function printFindings(findings: readonly Finding[]): void {
  for (const line of grouped(findings).flatMap(linesOf)) printError(line);
}
