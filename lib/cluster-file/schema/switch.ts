/** A part of the cluster file that `true` switches on with its defaults, and `false` off. */
import * as z from 'zod';

/** By the transformation of the pipe, which all copies of the pipe share. */
const switches = new WeakSet<z.core.$ZodType>();

/** Whether `true` and `false` are values of the schema. */
export const isSwitch = (schema: z.core.$ZodType | undefined): schema is z.ZodPipe =>
  schema instanceof z.ZodPipe && switches.has(schema.def.in);

/** The settings, all of them optional, or `true` for the defaults. `false` is the same as an absent key. */
export function switchedOn<Settings extends z.ZodObject>(settings: Settings) {
  const pipe = z.preprocess((value) => (value === true ? {} : value === false ? undefined : value), settings.optional());
  switches.add(pipe.def.in);
  return pipe;
}
