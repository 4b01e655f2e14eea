import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './app.css';
import './shell.css';
import { render } from 'preact';
import { App } from './app';
import { openSession, reconnect, watchIdleness } from './features/auth/session';
import { startRouter } from './ui/router';
import './ui/size';

startRouter();
const root = document.getElementById('app');
if (root !== null) render(<App />, root);

void openSession();
addEventListener('load', () => {
  void import('./installing').then((module) => module.makeInstallable());
});
watchIdleness();
addEventListener('online', () => void reconnect());
