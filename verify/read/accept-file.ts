/** Reads the file with accepted findings in a folder of manifests of other authors. */
import path from 'node:path';
import { acceptanceList, acceptancesAt } from '../../lib/cluster-file/acceptances';
import { Document, type Form } from '../../lib/cluster-file/document';
import { Findings } from '../../lib/cluster-file/findings';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { validate } from '../../lib/cluster-file/validation/validate';
import { Refusal } from '../../lib/command-line/errors';
import { kindOf } from '../../lib/files/file-kind';
import { readPlainText, whyUnreadable } from '../../lib/files/plain-file';
import type { Acceptance } from '../../lib/findings/accept/accept';
import type { Finding } from '../../lib/findings/finding';
import { ACCEPT_FILE } from './files';

/** The file contains a map with the key `accept`, or only the list. */
const FORM: Form = {
  kinds: ['map', 'list'],
  noun: 'a list',
  forEmpty: 'write `accept: [{rule: …, reason: …}]`, or remove the file',
  forSeveral: 'write one list, without --- inside',
  forOthers: 'write `accept: [{rule: …, reason: …}]`',
};

const acceptFile = lazyObject(() => ({ accept: acceptanceList }));

export interface AcceptFile {
  readonly acceptances: readonly Acceptance[];
  /** Mistakes in the file. With an error, nothing is accepted. */
  readonly findings: readonly Finding[];
}

/**
 * @param folder the folder of the manifests
 * @throws Refusal if the file cannot be read
 */
export function readAcceptFile(folder: string): AcceptFile {
  const file = path.join(folder, ACCEPT_FILE);
  if (kindOf(file) === undefined) return { acceptances: [], findings: [] };
  let text: string;
  try {
    text = readPlainText(file);
  } catch (error) {
    throw new Refusal(`${file}: ${whyUnreadable(error)}; make it a readable file`);
  }
  const document = new Document(text, FORM);
  const findings = new Findings(file, document);
  const acceptances = document.isList
    ? acceptancesAt(validate(acceptanceList, document, findings) ?? [], [], findings)
    : acceptancesAt(validate(acceptFile, document, findings)?.accept ?? [], ['accept'], findings);
  return { acceptances, findings: findings.list };
}
