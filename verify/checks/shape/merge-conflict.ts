/** A file of the output in which git left a conflict. */
import { error, type Finding } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { HAS_CONFLICT } from '../../../lib/yaml/merge-conflict';
import { SHAPE_RULES } from './rules';

/** @param file its path, with the output folder */
export const mergeConflict = (file: string): Finding => error({ file }, SHAPE_RULES.says('merge-conflict', HAS_CONFLICT, RUN_SYNTH));
