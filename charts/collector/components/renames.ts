/** Types of components to which newer charts give the names of newer collectors, where they are defined and in pipelines. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, mapAt } from '../../../lib/yaml/parsed';
import { mergeUserValues } from '../../helm-values/merge-values';
import { typeOf } from './processors';

export interface Renames {
  /** The value that turns it off. */
  readonly by: string;
  /** The new name of each old one. */
  readonly types: Readonly<Record<string, string>>;
}

/** The types that the chart renames with these values, with their new names. A null removes the default of the chart. */
export const renamedTypes = (renames: Renames | undefined, values: unknown): Renames['types'] => {
  const isOn = renames && at(values, renames.by);
  return renames && (isOn === undefined || isTrueInTemplate(isOn)) ? renames.types : {};
};

/** The name of a component as the chart renders it. */
export function renderedName(name: string, types: Renames['types']): string {
  const type = typeOf(name);
  return Object.hasOwn(types, type) ? `${types[type]}${name.slice(type.length)}` : name;
}

/** The settings of a component, by its old name and its new one. The chart merges those of the old name last. */
export function settingsOf(config: unknown, kind: string, name: string, types: Renames['types']): unknown {
  const rendered = renderedName(name, types);
  const components = mapAt(config, kind);
  const old = Object.keys(components).filter((key) => key !== rendered && renderedName(key, types) === rendered);
  return old.reduce((settings: unknown, key) => mergeUserValues(settings, components[key]), components[rendered]);
}

/** The components of the renamed types that a configuration defines, by their new names. */
export const renamedIn = (config: unknown, types: Renames['types']): string[] =>
  ['receivers', 'processors']
    .flatMap((kind) => Object.keys(mapAt(config, kind)))
    .map((name) => renderedName(name, types))
    .filter((name) => Object.values(types).includes(typeOf(name)));
