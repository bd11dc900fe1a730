// How bundled code copies the fields of objects. Node.js 12 must be able to parse this file.
//
// In V8 11.3, that of Node.js 20, each result of `{ ...object, key: value }` gets a hidden class of its own: that takes ten times as long
// as to copy the fields, and slows down all code that reads the result. Later ones do not do this. So esbuild compiles this syntax to calls
// of its helpers (`supported` in bundle.js), and the functions below take their place. They copy no symbols, which such objects do not have.

/** As for a field of a literal: `__proto__` is a field like any other. */
function setField(target, key, value) {
  if (key === '__proto__') Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  else target[key] = value;
}

/** `{ ...source }`: copies the fields into a new object. Undefined and null have none. */
function copyInto(target, source) {
  if (source === undefined || source === null) return target;
  for (const key of Object.keys(source)) setField(target, key, source[key]);
  return target;
}

/** `const { key, ...rest } = source`: a copy without some fields. */
function copyWithout(source, keys) {
  const rest = {};
  for (const key of Object.keys(source)) if (!keys.includes(key)) setField(rest, key, source[key]);
  return rest;
}

/** A copy without the fields that are undefined. */
function copyOfValues(source) {
  const values = {};
  for (const key of Object.keys(source)) if (source[key] !== undefined) setField(values, key, source[key]);
  return values;
}

/** The name of a helper, as esbuild minifies it, and its parameters. */
const HELPER = String.raw`([\w$]+)=\(([\w$]+),([\w$]+)\)=>`;

/** The helpers of esbuild: for the spread of an object, for the fields that follow it, and for a rest. */
const HELPERS = [
  [`${HELPER}\\{for\\(var [\\w$]+ in \\3\\|\\|=\\{\\}\\)[^{}]*;return \\2\\}`, copyInto],
  [`${HELPER}[\\w$]+\\(\\2,[\\w$]+\\(\\3\\)\\)(?=[,;])`, copyInto],
  [`${HELPER}\\{var ([\\w$]+)=\\{\\};for\\(var [^{}]*;return \\4\\}`, copyWithout],
];

/** How code of `cdk8s import` leaves out fields without a value: it copies the object once for each of its fields. */
const WITHOUT_EMPTY =
  /Object\.entries\(([\w$]+)\)\.reduce\(\(([\w$]+),([\w$]+)\)=>\3\[1\]===void 0\?\2:[\w$]+\([\w$]+\(\{\},\2\),\{\[\3\[0\]\]:\3\[1\]\}\),\{\}\)/g;

/** @param code as esbuild minifies it */
function withFastCopies(code) {
  const compiled = HELPERS.reduce((text, [helper, { name }]) => text.replace(new RegExp(helper), `$1=${name}`), code);
  const functions = [setField, copyInto, copyWithout, copyOfValues].map(String).join('');
  return `${compiled.replace(WITHOUT_EMPTY, 'copyOfValues($1)')}${functions}`;
}

module.exports = { copyInto, copyWithout, withFastCopies };
