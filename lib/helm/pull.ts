/** `helm pull`. Credentials of a repository are in files of its own: the arguments of a program are readable by every user. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withoutCredentials } from '../command-line/environment';
import { naming } from '../files/write-whole';
import { toYaml } from '../yaml/write';
import type { Helm } from './binary';
import { cacheFolder } from './cache';
import { type Execution, execute } from './execute';
import type { ChartRef } from './lock';

/** Pulls a packaged chart to a folder. */
export async function pullTo(work: string, { program }: Helm, { name, version, repository }: ChartRef): Promise<Execution> {
  const environment = { ...withoutCredentials(), HELM_CACHE_HOME: cacheFolder('repositories') };
  const options = [`--version=${version}`, `--destination=${work}`];
  const pull = (source: string, ...more: string[]) => execute(program, ['pull', ...more, ...options, '--', source], { environment });
  // Argo CD writes a registry without its scheme.
  if (!/^https?:\/\//.test(repository)) {
    const { address, user, password } = registryOf(repository);
    if (user === undefined) return pull(`oci://${address}/${name}`);
    const auth = Buffer.from(`${user}:${password}`).toString('base64');
    const file = secretFile(work, 'registry.json', JSON.stringify({ auths: { [address.split('/')[0] ?? '']: { auth } } }));
    return pull(`oci://${address}/${name}`, `--registry-config=${file}`);
  }
  const secrets = secretsOf(repository);
  if (!secrets) return pull(name, `--repo=${repository}`);
  const entry = { name: ALIAS, ...secrets };
  const file = secretFile(work, 'repositories.yaml', toYaml({ apiVersion: '', repositories: [entry] }));
  const own = [`--repository-config=${file}`, `--repository-cache=${path.join(work, 'cache')}`];
  const updated = await execute(program, ['repo', 'update', ...own, ALIAS], { environment });
  return updated.status === 0 ? pull(`${ALIAS}/${name}`, ...own) : updated;
}

/** The name of a repository in the files that Helm reads. */
const ALIAS = 'repository';

/** The URL, user and password of a repository; undefined if the URL contains no secret. */
function secretsOf(repository: string): { readonly url: string; readonly username?: string; readonly password?: string } | undefined {
  let url: URL;
  try {
    url = new URL(repository);
  } catch {
    return undefined;
  }
  const { username, password, search } = url;
  if (username === '' && password === '' && search === '') return undefined;
  url.username = '';
  url.password = '';
  return {
    url: url.href,
    ...(username !== '' && { username: decoded(username) }),
    ...(password !== '' && { password: decoded(password) }),
  };
}

/** A registry without scheme and query, and what is before its `@`. */
function registryOf(repository: string): { readonly address: string; readonly user?: string; readonly password?: string } {
  const text = repository
    .replace(/^oci:\/\//, '')
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '');
  const [, secrets, address = text] = /^([^/]*)@(.*)$/.exec(text) ?? [];
  if (secrets === undefined) return { address };
  const [user = '', ...rest] = secrets.split(':');
  return { address, user: decoded(user), password: decoded(rest.join(':')) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A file that only this user can read, in a folder of its own. @returns its path */
function secretFile(work: string, name: string, text: string): string {
  const folder = path.join(work, 'private');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, name);
  naming(file, () => writeFileSync(file, text, { mode: 0o600 }));
  return file;
}
