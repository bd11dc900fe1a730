/** What all commands share: their options, their exit codes, and where they print what. */
import { parseArgs } from 'node:util';
import type { Finding } from '../findings/findings';
import { nearest } from '../findings/nearest';

/** Wrong usage: exit code 2. */
export class UsageError extends Error {}

/** What was asked for cannot be done: exit code 1. */
export class Refusal extends Error {}

export interface Options {
  /** The folder with the cluster files. */
  readonly clusters: string;
  /** The output folder. */
  readonly out: string;
  /** The clusters to work on; none, all of them. */
  readonly names: readonly string[];
  /** What a command takes beyond these, by its name; a switch is empty or `on`. */
  readonly extra: Readonly<Record<string, string>>;
}

export interface Command {
  /** How it is called: `npm run synth -- [--clusters DIR] [CLUSTER...]`. */
  readonly usage: string;
  /** What it does, a line or more. */
  readonly description: string;
  /** Its options, each with what it takes, nothing for a switch, and what it means. @default none */
  readonly options?: Readonly<Record<string, { readonly argument?: string; readonly meaning: string; readonly default: string }>>;
  /** @returns the exit code: 0, or 1 for refused or differing */
  readonly run: (options: Options) => number | Promise<number>;
}

/** The value of a switch that was given. */
const SWITCHED_ON = 'on';

export const CLUSTERS_OPTION = { clusters: { argument: 'DIR', meaning: 'the folder with the cluster files', default: 'clusters' } };
export const OUT_OPTION = { out: { argument: 'DIR', meaning: 'the output folder', default: 'dist' } };

export const CHARTS_OPTION = {
  charts: { argument: 'DIR', meaning: 'charts as NAME-VERSION/ or NAME-VERSION.tgz, instead of their repositories', default: '' },
};

/** Runs a command with the arguments of this process. Never a stack trace for a user's mistake. */
export function run(command: Command): void {
  // Whoever reads the output may have seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const end = (code: number) => {
    process.exitCode = code;
  };
  try {
    const options = parse(command, process.argv.slice(2));
    const code = options === undefined ? 0 : command.run(options);
    if (typeof code === 'number') end(code);
    else code.then(end).catch((error: unknown) => end(told(command, error)));
  } catch (error) {
    end(told(command, error));
  }
}

/** Says what is wrong: of anything but a user's mistake, where it happened too. @returns the exit code */
function told({ usage }: Command, error: unknown): number {
  if (!(error instanceof UsageError || error instanceof Refusal)) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    printError(`a bug of tempo-gitops: ${message.split('\n')[0]}; please report it with this input`);
    if (stack) printError(stack);
    return 1;
  }
  printError(error.message);
  if (error instanceof UsageError) printError(`usage: ${usage}`);
  return error instanceof UsageError ? 2 : 1;
}

/** The options, or undefined where help was asked for and given. */
function parse(command: Command, args: string[]): Options | undefined {
  const known = command.options ?? {};
  const { tokens } = parseArgs({
    args,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      [...Object.keys(known), 'help'].map((name) => [
        name,
        name === 'help' ? { type: 'boolean', short: 'h' } : { type: known[name]?.argument ? 'string' : 'boolean' },
      ]),
    ),
  });
  const values: Record<string, string> = Object.fromEntries(Object.entries(known).map(([name, option]) => [name, option.default]));
  const names: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') names.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.name === 'help') {
      print(help(command));
      return undefined;
    }
    if (!(token.name in known)) {
      const meant = nearest(token.name, [...Object.keys(known), 'help']);
      throw new UsageError(`no option ${token.rawName}; ${meant ? `write --${meant}` : `see --help`}`);
    }
    const { argument, default: usual } = known[token.name] ?? {};
    if (!argument && token.value !== undefined) throw new UsageError(`${token.rawName} takes nothing; write it without ${token.value}`);
    if (argument && !token.value)
      throw new UsageError(`${token.rawName} lacks its ${argument}; write ${token.rawName} ${usual || argument}`);
    values[token.name] = token.value ?? SWITCHED_ON;
  }
  const { clusters = '', out = '', ...extra } = values;
  return { clusters, out, names, extra };
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
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** What is wrong or worth knowing, on standard error. */
export const printError = (line: string): void => void process.stderr.write(`${line}\n`);

export function printFindings(findings: readonly Finding[]): void {
  for (const { severity, text } of findings) printError(severity === 'error' ? text : `${severity}: ${text}`);
}
