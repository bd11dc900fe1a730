/** A field of an object, with its path. */
import { MAX_INT32 } from '../../../../lib/kubernetes/integers';
import { at, isMap, type Path } from '../../../../lib/yaml/parsed';
import { type Mistake, refused } from '../mistake';

/** The longest name is shorter. */
const MAX_PRINTED = 300;

export class Field {
  constructor(
    readonly value: unknown,
    readonly path: Path = [],
  ) {}

  /** A field below this one. It may be absent. */
  at(...steps: Path): Field {
    return new Field(at(this.value, ...steps), [...this.path, ...steps]);
  }

  /** The API server treats null as absent. */
  get isSet(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The value if it is text and not empty. The schema reports values of other types. */
  get text(): string | undefined {
    return typeof this.value === 'string' && this.value !== '' ? this.value : undefined;
  }

  /** The value if it is a whole number. */
  get number(): number | undefined {
    return Number.isInteger(this.value) ? (this.value as number) : undefined;
  }

  /** The number of items of a list or of fields of a map; 0 for other values. */
  get size(): number {
    if (Array.isArray(this.value)) return this.value.length;
    return isMap(this.value) ? Object.values(this.value).filter((value) => value !== undefined && value !== null).length : 0;
  }

  /** The items of a list; empty for other values. */
  items(...steps: Path): Field[] {
    const list = this.at(...steps);
    return Array.isArray(list.value) ? list.value.map((_, index) => list.at(index)) : [];
  }

  /** The fields of a map that are not null; empty for other values. */
  entries(...steps: Path): [key: string, field: Field][] {
    const map = this.at(...steps);
    if (!isMap(map.value)) return [];
    return Object.keys(map.value).flatMap((key) => (map.at(key).isSet ? [[key, map.at(key)] as [string, Field]] : []));
  }

  /** The values of a list that are text, in order. */
  texts(...steps: Path): string[] {
    return this.items(...steps).flatMap(({ text }) => (text === undefined ? [] : [text]));
  }

  /** A mistake for which the API server refuses the object. */
  refused(rule: Mistake['rule'], problem: string, fix: string): Mistake {
    return refused(rule, this.path, problem, fix);
  }

  /** The value as in a message: `"web"`, `8080`. */
  get printed(): string {
    if (!['string', 'number', 'boolean'].includes(typeof this.value)) return 'not text';
    const text = JSON.stringify(this.value);
    return text.length > MAX_PRINTED ? `${text.slice(0, MAX_PRINTED)}…"` : text;
  }
}

/** What the validators of an object need to know beside the object. */
export interface Surroundings {
  /** The minor version of the Kubernetes of the cluster. @default the newest */
  readonly minor: number;
  /** Whether it is applied on the server (ServerSideApply=true), where the items of some lists must be unique. */
  readonly isServerSide: boolean;
}

/** The mistakes in a field. */
export type Validator = (field: Field, surroundings: Surroundings) => Mistake[];

/** A form that a text must have. */
export interface Format {
  readonly isValid: (text: string) => boolean;
  /** What it is: `a valid port name`. */
  readonly what: string;
  /** What is allowed, as an imperative. */
  readonly fix: string;
}

/** A field that is missing or empty. */
export const required = (field: Field): Mistake[] =>
  !field.isSet || field.value === '' ? [field.refused('missing-field', field.value === '' ? 'is empty' : 'is missing', 'add it')] : [];

/** A list that is missing or empty. */
export const requiredList = (field: Field, fix: string): Mistake[] =>
  field.size > 0 || (field.isSet && !Array.isArray(field.value))
    ? []
    : [field.refused('missing-field', field.isSet ? 'is empty' : 'is missing', fix)];

/** A text of another form. An absent or empty text has no mistake. */
export const formed = (field: Field, rule: Mistake['rule'], { isValid, what, fix }: Format): Mistake[] =>
  field.text === undefined || isValid(field.text) ? [] : [field.refused(rule, `is ${field.printed}, which is not ${what}`, fix)];

/** A text that must be there and have this form. */
export const requiredFormed = (field: Field, rule: Mistake['rule'], format: Format): Mistake[] => [
  ...required(field),
  ...formed(field, rule, format),
];

/** A path with a step upwards. */
export const noSteps = (path: Field): Mistake[] =>
  path.text?.split('/').includes('..') ? [path.refused('invalid-path', `is ${path.printed}, which contains ..`, 'use the full path')] : [];

/** A whole number out of its range. */
export function within(field: Field, min: number, max = MAX_INT32): Mistake[] {
  if (field.number === undefined || (field.number >= min && field.number <= max)) return [];
  const range = `${min} to ${max}`;
  return [field.refused('out-of-range', `is ${field.number}, but must be ${range}`, `use ${range}`)];
}

/** Whole numbers out of their range, by their names. */
export const allWithin = (parent: Field, names: readonly string[], min: number, max?: number): Mistake[] =>
  names.flatMap((name) => within(parent.at(name), min, max));

/**
 * A text that is not one of the known ones. An absent one has no mistake. An empty one is another one, except in fields where it means
 * the default.
 */
export const oneOf = (field: Field, rule: Mistake['rule'], known: readonly string[]): Mistake[] =>
  typeof field.value !== 'string' || known.includes(field.value)
    ? []
    : [field.refused(rule, `is ${field.printed}`, `use ${known.length > 1 ? 'one of ' : ''}${known.join(', ')}`)];

/** The same, where an empty text means the default. */
export const oneOfOrEmpty = (field: Field, rule: Mistake['rule'], known: readonly string[]): Mistake[] =>
  field.value === '' ? [] : oneOf(field, rule, known);

/** The names of the set fields of a map among the known ones. */
export const setAmong = (parent: Field, known: readonly string[]): string[] => known.filter((name) => parent.at(name).isSet);
