/** Merges Helm values as Helm and Argo CD do. */
import path from 'node:path';
import { kindOf } from '../../lib/files/file-kind';
import { whyUnreadable } from '../../lib/files/plain-file';
import type { Statement } from '../../lib/findings/finding';
import { mergeValues } from '../../lib/helm/merge';
import { BrokenChart, type ProblemAndFix } from '../../lib/helm/no-chart';
import { firstLine, loadValues } from '../../lib/helm/yaml';
import { Remembered } from '../../lib/maps/remembered';
import { RENDER_RULES } from '../checks/render/rules';
import { textOf } from './inside';
import { WrongParameter, withParameter } from './parameters';

type Values = Readonly<Record<string, unknown>>;

/**
 * The values.yaml of a chart in the manifests. It has the author's own values, not the defaults of an upstream chart.
 * @throws BrokenChart
 */
export function ownValues(folder: string): Values {
  const file = path.join(folder, 'values.yaml');
  const kind = kindOf(file);
  if (kind === undefined) return {};
  if (kind === 'folder') throw new BrokenChart('is a folder, not a file', 'replace it with a file', file);
  let text: string;
  try {
    text = textOf(file);
  } catch (error) {
    throw new BrokenChart(whyUnreadable(error), 'make it a readable file', file);
  }
  const found = readValues(text);
  if ('problem' in found) throw new BrokenChart(found.problem, found.fix, file);
  return found.values;
}

type ReadValues = { readonly values: Values } | ProblemAndFix;

/** By text: most values are the same on both sides of a change. */
const read = new Remembered<ReadValues>(50);

/** The values of a text, or a mistake as a phrase that can follow its name. */
const readValues = (text: string): ReadValues => read.of(text, parse);

function parse(text: string): ReadValues {
  try {
    const values = loadValues(text);
    return values ? { values } : { problem: 'is not a map of values', fix: 'use a map' };
  } catch (error) {
    return { problem: `is not valid YAML (${firstLine(error)})`, fix: 'fix it' };
  }
}

/** Values in layers, each merged into the previous ones. A text that cannot be read is a mistake and is ignored. */
export class LayeredValues {
  values: Values = {};
  readonly mistakes: Statement[] = [];

  add(values: Values): this {
    this.values = mergeValues(this.values, values);
    return this;
  }

  /** @param what the name of the text in messages: `helm.values` */
  addText(text: string, what: string): this {
    const found = readValues(text);
    if ('values' in found) return this.add(found.values);
    this.mistakes.push(RENDER_RULES.says('invalid-values', `${what} ${found.problem}`, found.fix));
    return this;
  }

  /** Sets a value as `--set` does, or with `forceString` as `--set-string` does. */
  set(name: string, value: string, forceString = false): this {
    try {
      this.values = withParameter(this.values, name, value, forceString);
    } catch (error) {
      if (!(error instanceof WrongParameter)) throw error;
      this.mistakes.push(RENDER_RULES.says('parameter-name', error.problem, error.fix));
    }
    return this;
  }
}
