/** The metrics-generator of a running Tempo. */
import { PROCESSORS, processorsPath, WITH_DIMENSIONS } from '../../charts/tempo/metrics-generator/processors';
import type { TempoRelease } from '../../charts/tempo/releases';
import { at, listAt, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import type { Values } from './running';
import type { Told } from './told';
import { sourceOfVariable, variableIn } from './variables';

export interface Generated {
  /** `tempo.metricsGenerator` of the cluster file. */
  readonly metricsGenerator: Readonly<Record<string, unknown>>;
  /** The values that it replaces. */
  readonly replaced: readonly Path[];
  /** The names of the variables that it replaces. */
  readonly names: readonly string[];
}

export function generatorOf(
  values: Values,
  isMonolithic: boolean,
  release: Pick<TempoRelease, 'overrides'>,
  told: Told,
): Generated | undefined {
  const top = isMonolithic ? ['tempo'] : [];
  const part = [...top, 'metricsGenerator'];
  if (at(values, ...part, 'enabled') !== true) return undefined;
  const config = isMonolithic ? part : [...part, 'config'];
  const writes = listAt(values, ...config, 'storage', 'remote_write');
  const url = textAt(writes[0], 'url') ?? textAt(values, ...part, 'remoteWriteUrl');
  const cannot = (why: string) => told.cannot(`tempo.metricsGenerator: ${why}`);
  if (url === undefined || url.includes('${') || /:\/\/[^/]*@/.test(url)) {
    cannot(`${url === undefined ? 'no remote-write URL in the values' : 'its URL has a variable or a login in it'}, so it is left out`);
    return { metricsGenerator: {}, replaced: [part], names: [] };
  }
  if (writes.length > 1) cannot(`${writes.length} remote-write servers, of which only the first is taken over`);
  const login = loginOf(mapAt(writes[0], 'basic_auth'), values, cannot);
  const { Authorization: secret, ...headers } = mapAt(writes[0], 'headers');
  if (secret !== undefined) cannot('the header Authorization is a credential, and is not copied; use basicAuth');
  const path = processorsPath(release);
  const processors = path && listAt(values, ...top, ...path).filter((name) => PROCESSORS.some((known) => known === name));
  const dimensions = Object.values(WITH_DIMENSIONS).map((name) => listAt(values, ...config, 'processor', name, 'dimensions'));
  return {
    metricsGenerator: {
      remoteWrite: url,
      ...(processors && processors.length > 0 && { processors }),
      ...(dimensions.flat().length > 0 && { dimensions: [...new Set(dimensions.flat())] }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(login && { basicAuth: login.basicAuth }),
    },
    replaced: [
      [...part, 'enabled'],
      [...part, 'remoteWriteUrl'],
      [...config, 'storage', 'remote_write'],
      ...(path ? [[...top, ...path]] : []),
      ...Object.values(WITH_DIMENSIONS).map((name) => [...config, 'processor', name, 'dimensions']),
    ],
    names: login?.names ?? [],
  };
}

function loginOf({ username, password }: Values, values: Values, cannot: (why: string) => void) {
  if (username === undefined && password === undefined) return undefined;
  const names = [variableIn(username) ?? '', variableIn(password) ?? ''];
  const [user, secret] = names.map((name) => sourceOfVariable(values, name));
  if (user && secret && user.secret === secret.secret)
    return { names, basicAuth: { secret: secret.secret, username: user.key, password: secret.key } };
  cannot('its login is not from two keys of one Secret, and is not copied; create the Secret prometheus-login with username and password');
  return { names, basicAuth: { secret: 'prometheus-login' } };
}
