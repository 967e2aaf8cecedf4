import { userInfo } from 'node:os';

/**
 * Who types here: what is replayed and discarded says by whom. A user in a container may have no name; `nameOf` throws then, as
 * `userInfo` does.
 */
export function whoIsThis(by: string | undefined, nameOf = () => userInfo().username): string {
  return `${by ?? named(nameOf)} (command)`;
}

function named(nameOf: () => string): string {
  try {
    return nameOf();
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
