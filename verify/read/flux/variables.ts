/** The variables that a Flux Kustomization substitutes in its objects (`spec.postBuild`), as envsubst of Flux does. */
import { firstLine, loadYaml } from '../../../lib/helm/yaml';
import { entryOf, isMap } from '../../../lib/yaml/parsed';

/** A domain that no cluster has (RFC 2606), so that an unknown value is taken for an address outside of the cluster. */
const UNKNOWN_DOMAIN = '.variable.invalid';

/** Whether a text depends on a variable without a value, so that nothing is certain about it. */
export const dependsOnUnknown = (text: string): boolean => text.includes(UNKNOWN_DOMAIN);

/** What takes the place of an unknown value: `${S3_SERVER}` is `s3-server.variable.invalid`. */
export const unknownValue = (name: string): string => `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}${UNKNOWN_DOMAIN}`;

/** `$${`, `${NAME}`, `${NAME:=default}`, or `${NAME^^}` and other operators. */
const REFERENCE = /\$\$\{|\$\{([A-Za-z_]\w*)((?:[^{}]|\{[^{}]*\})*)\}/g;

export class Variables {
  /** The names of variables without a value. */
  readonly unknown = new Set<string>();

  /** @param kept variables that something else substitutes */
  constructor(
    private readonly values: ReadonlyMap<string, string>,
    private readonly kept: ReadonlySet<string> = new Set(),
  ) {}

  /** The value with every variable substituted, also in keys. As in Flux, the result may be a number or boolean. */
  in(value: unknown): unknown {
    if (typeof value === 'string') return this.scalar(value);
    if (Array.isArray(value)) return value.map((each) => this.in(each));
    if (!isMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [this.text(key), this.in(each)]));
  }

  /** Flux substitutes in YAML without quotes, so `${REPLICAS}` becomes a number. */
  private scalar(text: string): unknown {
    const result = this.text(text);
    if (result === text || text.includes('\n')) return result;
    try {
      const read = loadYaml(result);
      return read === null || typeof read === 'number' || typeof read === 'boolean' ? read : result;
    } catch (error) {
      // A text that is not YAML, such as `a: b: c`, was quoted.
      if (firstLine(error) === '') throw error;
      return result;
    }
  }

  private text(text: string): string {
    if (!text.includes('${')) return text;
    return text.replace(REFERENCE, (whole, name?: string, operation = '') =>
      name === undefined ? '${' : this.kept.has(name) ? whole : this.valueOf(name, operation),
    );
  }

  private valueOf(name: string, operation: string): string {
    const value = this.values.get(name);
    const [, colon, fallback] = /^(:?)[-=](.*)$/s.exec(operation) ?? [];
    if (fallback !== undefined) return value === undefined || (colon === ':' && value === '') ? this.text(fallback) : value;
    const change = entryOf(CHANGES, operation);
    if (value !== undefined && change) return change(value);
    this.unknown.add(name);
    return unknownValue(name);
  }
}

/** The operators without an operand. */
const CHANGES: Readonly<Record<string, (value: string) => string>> = {
  '': (value) => value,
  '^^': (value) => value.toUpperCase(),
  ',,': (value) => value.toLowerCase(),
};
