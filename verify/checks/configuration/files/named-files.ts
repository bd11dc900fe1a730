/** Checks that each process of Tempo finds the files that its configuration names. */
import type { Finding, Statement } from '../../../../lib/findings/finding';
import { leavesOf, textAt } from '../../../../lib/yaml/parsed';
import { type FileState, fileState } from '../../../world/file-in-container';
import type { Lookup } from '../../../world/lookup';
import { isPartOfAnother, type Reader, type RunningTempo, targetOf, tempoVersionOf } from '../../../world/tempo';
import { aboutReader } from '../arguments';
import { CONFIGURATION_RULES } from '../rules';

/** Fields of TLS, with the name of a file: `tls_ca_path`, `cert_file`, `client_ca_file` (dskit crypto/tls, OpenTelemetry configtls). */
const OF_TLS = /^(tls_(ca|cert|key)_path|(cert|key|ca|client_ca)_file)$/;

export function checkNamedFiles(tempo: RunningTempo, lookup: Lookup): Finding[] {
  const named = namedFiles(tempo);
  return tempo.readers.flatMap((reader) => {
    if (tempoVersionOf(reader) === undefined) return [];
    return named
      .filter(({ path }) => isRead(path, reader, tempo))
      .flatMap(({ path, file }) => {
        const statement = mistakeOf(path.join('.'), file, fileState(file, reader, lookup));
        return statement ? [aboutReader(reader, statement)] : [];
      });
  });
}

interface NamedFile {
  readonly path: readonly string[];
  readonly file: string;
}

function namedFiles({ config }: RunningTempo): NamedFile[] {
  const fields = leavesOf(config).map(([path, value]) => ({ path: path.map(String), file: typeof value === 'string' ? value : '' }));
  return fields.filter(
    ({ path, file }) => file !== '' && (OF_TLS.test(path.at(-1) ?? '') || path.join('.') === 'overrides.per_tenant_override_config'),
  );
}

/** Only S3 and the servers are judged beside the overrides: clients read their files when they connect. */
function isRead(path: readonly string[], reader: Reader, { config }: RunningTempo): boolean {
  const target = targetOf(reader);
  const [part = '', second, third] = path;
  if (isPartOfAnother(part, target)) return false;
  if (part === 'overrides' || part === 'distributor') return true;
  // Only a server with both files uses TLS.
  if (part === 'server') return textAt(config, ...path.slice(0, -1), 'cert_file') !== undefined;
  if (part !== 'storage' || second !== 'trace' || third !== textAt(config, 'storage', 'trace', 'backend')) return false;
  // Reports of usage are written to the storage by every process.
  return target !== 'distributor' || textAt(config, 'usage_report', 'reporting_enabled') !== 'false';
}

function mistakeOf(field: string, file: string, found: FileState): Statement | undefined {
  const says = (problem: string, fix: string) =>
    CONFIGURATION_RULES.says('missing-file', `${field} is ${file}, ${problem}, so Tempo does not start`, fix);
  if (found.state === 'not-mounted') return says('where no volume is mounted', 'mount it there, or correct the path');
  if (found.state !== 'not-in-volume') return undefined;
  const [first = ''] = found.files;
  const there = `but volume ${found.volume} has ${found.files.join(', ') || 'nothing'} there`;
  return says(there, found.files.length === 1 ? `use ${found.folder}/${first}` : 'use one of these');
}
