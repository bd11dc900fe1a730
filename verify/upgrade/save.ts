/** Writes changed cluster files. */
import { readFileSync } from 'node:fs';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { uninterrupted } from '../../lib/command-line/at-end';
import { Refusal } from '../../lib/command-line/errors';
import { writeWhole } from '../../lib/files/write-whole';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes each file whose text is another one, completely or not at all, whatever signal arrives meanwhile.
 * @returns the paths of the written files
 * @throws Refusal if somebody else has changed one of them since it was read; then none is written
 */
export function saveAll(files: readonly { readonly source: ClusterSource; readonly text: string }[]): string[] {
  const changed = files.filter(({ source, text }) => source.text !== text);
  return uninterrupted(() => {
    const marks = changed.map(({ source: { file, text } }) => {
      const present = readFileSync(file, 'utf8');
      const mark = present.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
      if (present !== mark + text) throw new Refusal(`${file}: was changed meanwhile; run the command again`);
      return mark;
    });
    return changed.map(({ source: { file }, text }, index) => {
      writeWhole(file, `${marks[index]}${text}`);
      return file;
    });
  });
}
