/** Certificates of an authority of the scenario's own, made by openssl. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Certificate {
  /** The files of the certificate, its key and its authority, in PEM. */
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

export class Authority {
  readonly file: string;

  /** @param folder an empty folder for its files */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, 'ca.crt');
    const subject = ['-subj', '/CN=live authority', '-addext', 'basicConstraints=critical,CA:TRUE'];
    openssl('req', '-x509', ...NEW_KEY, '-keyout', this.key, '-out', this.file, '-days', '2', ...subject);
  }

  /** @param hosts names and addresses; the first one also names its files */
  issue(...hosts: string[]): Certificate {
    const [first = ''] = hosts;
    const [certificate, key, request, extensions] = ['crt', 'key', 'csr', 'ext'].map((ending) =>
      path.join(this.folder, `${first}.${ending}`),
    ) as [string, string, string, string];
    writeFileSync(extensions, `subjectAltName=${hosts.map((host) => `${/^[\d.]+$/.test(host) ? 'IP' : 'DNS'}:${host}`).join(',')}\n`);
    openssl('req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', '/CN=live');
    const by = ['-CA', this.file, '-CAkey', this.key, '-CAcreateserial'];
    openssl('x509', '-req', '-in', request, ...by, '-out', certificate, '-days', '2', '-extfile', extensions);
    return { certificate, key, authority: this.file };
  }

  /** Its certificate, in PEM. */
  get text(): string {
    return readFileSync(this.file, 'utf8');
  }

  private get key(): string {
    return path.join(this.folder, 'ca.key');
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
