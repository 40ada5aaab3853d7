/** Bounds what is remembered in memory. */

/** Sets an entry as the newest, and forgets the oldest where there would be more than `most`. */
export function keep<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
