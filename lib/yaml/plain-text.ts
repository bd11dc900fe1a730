/** Words, paths and addresses: no number, date or boolean has such a form. */
const WORDS = /^\/?[A-Za-z][A-Za-z0-9]*(?:(?:[ ./:@_-]|:\/\/)[A-Za-z0-9]+)+$/;

/** One word, which is a text if it is not one of a few. */
const WORD = /^[A-Za-z]+$/;
const NOT_TEXTS: readonly string[] = ['null', 'true', 'false', 'yes', 'no', 'y', 'n', 'on', 'off'];

/** Whether every reader of YAML takes this for a text if it has no quotes. False also for some that are: this is quicker than YAML. */
export const isPlainText = (text: string): boolean => WORDS.test(text) || (WORD.test(text) && !NOT_TEXTS.includes(text.toLowerCase()));
