/** Checks that each ExternalSecret has the store, the key and the properties of the cluster file. */
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { at, listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest, World } from '../../stack';
import type { Declared } from '../../world/declared';
import { aboutObject, groupOf } from '../../world/kubernetes';
import { MICROSERVICES_RULES } from './rules';

type Wanted = NonNullable<Declared['externalSecret']>;

export function checkExternalSecrets({ objects, declared: { externalSecret } }: World): Finding[] {
  if (!externalSecret) return [];
  return objects
    .filter(({ object }) => object.kind === 'ExternalSecret' && groupOf(object) === 'external-secrets.io')
    .flatMap(({ object, place }) =>
      [
        ...version(object, externalSecret),
        ...store(object, externalSecret),
        ...entries(object, externalSecret),
        ...values(object, externalSecret),
      ].map((statement) => error(place, statement, aboutObject(object))),
    );
}

function version({ apiVersion }: Manifest, { apiVersions }: Wanted): Statement[] {
  if (apiVersions.includes(apiVersion)) return [];
  const problem = `apiVersion ${apiVersion} is not served by the operator in the cluster file`;
  return [MICROSERVICES_RULES.says('external-secret-version', problem, `use ${apiVersions[0]}`)];
}

function store(object: Manifest, { store, storeKind }: Wanted): Statement[] {
  const ref = at(object, 'spec', 'secretStoreRef');
  return [
    ...differs('spec.secretStoreRef.name', textAt(ref, 'name'), store),
    ...differs('spec.secretStoreRef.kind', textAt(ref, 'kind') ?? 'SecretStore', storeKind),
  ];
}

function entries(object: Manifest, { key, properties, remoteRef }: Wanted): Statement[] {
  return listAt(object, 'spec', 'data').flatMap((entry, index) => {
    const path = `spec.data[${index}].remoteRef`;
    if (at(entry, 'remoteRef') === undefined) return [];
    return [
      ...differs(`${path}.key`, textAt(entry, 'remoteRef', 'key'), key),
      ...differs(`${path}.property`, textAt(entry, 'remoteRef', 'property'), properties[textAt(entry, 'secretKey') ?? '']),
      ...Object.entries(remoteRef).flatMap(([field, value]) =>
        textAt(entry, 'remoteRef', field) === undefined ? [addedLater(`${path}.${field}`, value)] : [],
      ),
    ];
  });
}

/** Each key of the Secret has the fetched value as it is. A template replaces all keys unless it is merged. */
function values({ spec }: Manifest, { properties }: Wanted): Statement[] {
  const template = mapAt(spec, 'target', 'template', 'data');
  const fetched = listAt(spec, 'data').map((entry) => textAt(entry, 'secretKey') ?? '');
  const isOpen = listAt(spec, 'dataFrom').length > 0;
  return Object.entries(properties).flatMap(([key, property]) => {
    const text = template[key];
    if (text !== undefined) {
      const [, used] = /^\{\{-?\s*\.(\w+)\s*(?:\|\s*(?:toString|trim)\s*)?-?\}\}$/.exec(textFrom(text).trim()) ?? [];
      // A key that is not fetched has its own finding.
      const isSame = used === key || (used !== undefined && !fetched.includes(used));
      return isSame ? [] : [says(`spec.target.template.data.${key} is not the fetched value`, `use '{{ .${key} }}'`)];
    }
    // dataFrom names the keys after the properties.
    if (!isOpen || fetched.includes(key) || property === key) return [];
    return [
      says(`fetches ${key} by no entry of spec.data, and the store has no property of that name`, `add it with property ${property}`),
    ];
  });
}

const says = (problem: string, fix: string): Statement => MICROSERVICES_RULES.says('external-secret-differs', problem, fix);

/** Argo CD compares lists as a whole. */
const addedLater = (path: string, value: string): Statement =>
  MICROSERVICES_RULES.says(
    'external-secret-differs',
    `has no ${path}, which the API server adds, so Argo CD always sees a difference`,
    `set it to ${value}`,
  );

function differs(path: string, found: string | undefined, wanted: string | undefined): Statement[] {
  if (wanted === undefined || found === wanted) return [];
  const problem = found === undefined ? `has no ${path}, but` : `${path} is ${found}, but`;
  return [MICROSERVICES_RULES.says('external-secret-differs', `${problem} the cluster file has ${wanted}`, `use ${wanted}`)];
}
