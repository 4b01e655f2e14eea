import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './app.css';
import './shell.css';
import { render } from 'preact';
import { App, fetchAhead } from './app';
import { openSession, reconnect, watchIdleness } from './features/auth/session';
import { startRouter } from './ui/router';
import './ui/size';

startRouter();
// The server is asked first: what it answers is waited for the longest.
void openSession();
fetchAhead();
const root = document.getElementById('app');
if (root !== null) render(<App />, root);

addEventListener('load', () => {
  void import('./installing').then((module) => module.makeInstallable());
});
watchIdleness();
addEventListener('online', () => void reconnect());
