/** CustomResourceDefinitions and APIServices: only their names and versions. */
import type { Mistake } from '../mistake';
import { type Field, oneOf, requiredList, type Validator } from './field';

/** A name that other fields decide. */
function named(object: Field, expected: string | undefined): Mistake[] {
  const name = object.at('metadata', 'name');
  if (expected === undefined || name.text === expected) return [];
  return [name.refused('invalid-name', `is ${name.printed}, but must be ${JSON.stringify(expected)}`, `use ${expected}`)];
}

const joined = (first: Field, second: Field): string | undefined =>
  first.text && second.text ? `${first.text}.${second.text}` : undefined;

export const customResourceDefinition: Validator = (object) => {
  const spec = object.at('spec');
  const versions = spec.items('versions');
  const stored = versions.filter((version) => version.at('storage').value === true);
  return [
    ...named(object, joined(spec.at('names', 'plural'), spec.at('group'))),
    ...oneOf(spec.at('scope'), 'invalid-value', ['Cluster', 'Namespaced']),
    ...requiredList(spec.at('versions'), 'add a version'),
    ...(versions.length > 0 && stored.length !== 1
      ? [
          spec
            .at('versions')
            .refused('invalid-value', `has ${stored.length} versions with storage: true, but must have one`, 'store one version'),
        ]
      : []),
    ...versions.flatMap((version) =>
      version.at('schema', 'openAPIV3Schema').isSet
        ? []
        : [version.at('schema', 'openAPIV3Schema').refused('missing-field', 'is missing', 'add a schema')],
    ),
  ];
};

/** The core group has no domain. */
export const apiService: Validator = (object) => named(object, joined(object.at('spec', 'version'), object.at('spec', 'group')));
