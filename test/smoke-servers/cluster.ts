/** The context of smoke for a cluster file of test/clusters/, with kubectl as data. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sentence } from '../../lib/findings/sentence';
import type { Kubectl } from '../../smoke/ends/kubectl';
import { openEnds } from '../../smoke/ends/open-ends';
import { readStack } from '../../smoke/read-stack';
import { runSteps } from '../../smoke/runner';
import type { SmokeStack } from '../../smoke/stack';
import type { Context, Step, StepResult } from '../../smoke/step';
import { readCluster, readClusterFile } from '../../verify/read/cluster';
import { readTestFile, synthesizeText } from '../synthesis';

type Replacement = readonly [from: string | RegExp, to: string];

/** What dist/ says of a cluster file. */
export const stackOf = (name: string, ...replacements: Replacement[]): SmokeStack => stackWith({}, name, ...replacements);

/** The same, with further documents at the beginning of files of dist/, by their path. */
export function stackWith(documents: Readonly<Record<string, string>>, name: string, ...replacements: Replacement[]): SmokeStack {
  const text = replacements.reduce(
    (all, [from, to]) => {
      const replaced = all.replace(from, to);
      if (replaced === all) throw new Error(`nothing to replace by ${to} in ${name}.yaml`);
      return replaced;
    },
    readTestFile(`clusters/${name}.yaml`),
  );
  const source = { name, file: `clusters/${name}.yaml`, text };
  const { config } = readClusterFile(source);
  if (!config) throw new Error(`${name}.yaml is refused`);
  const out = mkdtempSync(path.join(os.tmpdir(), 'smoke-'));
  try {
    for (const [file, content] of synthesizeText(text, name).files) {
      mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
      writeFileSync(path.join(out, file), `${documents[file] ?? ''}${content}`);
    }
    return { ...readStack({ source, config, output: readCluster(out, name, config) }), folder: `dist/${name}` };
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** By the arguments after the verb, joined: `job x -n y`. A selector is a part of them. */
export interface Answers {
  readonly get?: Readonly<Record<string, unknown>>;
  readonly logs?: Readonly<Record<string, string>>;
}

/** kubectl with these answers. The key is the beginning of its arguments. */
export function kubectlWith({ get = {}, logs = {} }: Answers): Kubectl {
  const found = <Value>(answers: Readonly<Record<string, Value>>, args: readonly string[]): Value | undefined =>
    Object.entries(answers).find(([key]) => args.join(' ').includes(key))?.[1];
  return {
    program: ['false'],
    get: async <Answer>(...args: readonly string[]) => found(get, args) as Answer | undefined,
    run: async (...args) => found(logs, args) ?? '',
  };
}

export interface Situation {
  readonly stack: SmokeStack;
  readonly kubectl?: Kubectl;
  /** By the name of the end. */
  readonly urls?: Readonly<Record<string, URL>>;
  /** In milliseconds. @default 300 */
  readonly timeout?: number;
}

export const contextOf = ({ stack, kubectl, urls = {}, timeout = 300 }: Situation): Context => ({
  ...{ stack, timeout, mark: 'smoke-test' },
  ends: openEnds(new Map(Object.entries(urls)), kubectl),
  ...(kubectl && { kubectl }),
  signal: new AbortController().signal,
});

export const run = (steps: readonly Step[], situation: Situation): Promise<StepResult[]> =>
  runSteps({ steps, context: contextOf(situation), all: true });

/** Each result in one line: `zipkin: ok …`, or its causes. */
export const said = (results: readonly StepResult[]): string[] =>
  results.map(({ step, verdict }) => {
    if (verdict.verdict === 'ok') {
      const warnings = (verdict.warnings ?? []).map(({ statement, subject }) => ` (${sentence({ ...statement, subject })})`);
      return `${step.name}: ok: ${verdict.seen}${warnings.join('')}`;
    }
    if (verdict.verdict === 'not judged') return `${step.name}: not judged: ${verdict.why}`;
    return `${step.name}: ${verdict.causes.map(({ statement, subject }) => sentence({ ...statement, subject })).join(' | ')}`;
  });
