/**
 * What a page runs: it says how old posts are, and when something was published it fetches itself again, puts the new
 * posts in place and tells a screen reader how many they are.
 */
export const script = `
const ago = (date) => {
  const seconds = Math.max(0, (Date.now() - date) / 1000);
  if (seconds < 45) return 'now';
  if (seconds < 3600) return Math.max(1, Math.round(seconds / 60)) + 'm';
  if (seconds < 86400) return Math.round(seconds / 3600) + 'h';
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
};
const dress = () => {
  for (const time of document.querySelectorAll('time[datetime]')) {
    const date = new Date(time.dateTime);
    time.title = date.toLocaleString();
    time.textContent = time.classList.contains('when') ? date.toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' }) : ago(date);
  }
};
const ids = () => new Set([...document.querySelectorAll('[data-post]')].map((post) => post.dataset.post));
const reload = async () => {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
  const live = document.querySelector('[data-live]');
  if (!fresh || !live) return;
  const known = ids();
  live.innerHTML = fresh.innerHTML;
  const added = [...live.querySelectorAll('[data-post]')].filter((post) => !known.has(post.dataset.post));
  for (const post of added) post.classList.add('fresh');
  dress();
  if (added.length) document.querySelector('[role=status]').textContent = added.length === 1 ? 'One new post' : added.length + ' new posts';
};
let waiting;
new EventSource('/_stream').addEventListener('change', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => reload().catch(() => {}), 120);
});
dress();
setInterval(dress, 30000);
`;
