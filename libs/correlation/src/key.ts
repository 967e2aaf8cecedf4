/** Several ids as one map key; JSON, since ids are opaque and may hold any separator. */
export const keyOf = (...ids: readonly string[]) => JSON.stringify(ids);
