/** Parts of a schema that are made when they are needed: to make all of them took a tenth of a synth of a few files. */
import * as z from 'zod';

type Shape = z.core.$ZodLooseShape;

const NOTHING = z.never();
const ANYTHING = z.unknown();

/**
 * `z.strictObject` with keys that are made when the first value is checked: a cluster file has few of the maps that it could have.
 * @param shape makes the schemas of the keys. Called at most once, also for copies such as those of `.describe()`
 */
export const lazyObject = <Keys extends Shape>(shape: () => Keys) => objectOf(shape, NOTHING) as z.ZodObject<Keys, z.core.$strict>;

/** The same with other keys, of any value: `z.looseObject`. */
export const lazyLooseObject = <Keys extends Shape>(shape: () => Keys) => objectOf(shape, ANYTHING) as z.ZodObject<Keys, z.core.$loose>;

function objectOf(shape: () => Shape, catchall: z.core.$ZodType): z.ZodObject {
  let made: Shape | undefined;
  return new z.ZodObject({
    type: 'object',
    get shape() {
      made ??= shape();
      return made;
    },
    catchall,
  });
}

/** For `.meta()`: a description that only who reads it needs, such as one that names the first release with something. */
export const lazyDescription = (text: () => string): { readonly description: string } => ({
  get description() {
    return text();
  },
});
