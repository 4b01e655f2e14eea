/** The picture on the sign-in page: home on one bank, the town on the other, a bridge between. */
export function BridgePicture() {
  return (
    <svg class="bridge" viewBox="0 0 400 190" aria-hidden="true" preserveAspectRatio="xMidYMax meet">
      <g class="bridge-far">
        <path d="M0 118c30-34 52-40 78-14 22-40 60-44 92-6 24-22 44-22 66 2 26-34 62-34 88 0 20-18 46-16 76 14v26H0z" />
      </g>
      <g class="bridge-line">
        <path d="M22 136v-22l15-13 15 13v22M33 136v-11h8v11" />
        <path d="M348 136V96h16v40M364 136v-26h15v26M353 104h6M353 112h6M353 120h6" />
        <path d="M0 136h400" />
        <path d="M110 136v-30M145 136v-41M180 136v-45M220 136v-45M255 136v-41M290 136v-30" />
      </g>
      <path class="bridge-arch" d="M70 136C110 74 290 74 330 136" />
      <g class="bridge-water">
        <path d="M84 152h52M150 152h120M286 152h30M112 164h84M214 164h66M150 176h60" />
      </g>
      <circle class="bridge-person" cx="196" cy="125" r="3.5" />
      <path class="bridge-person" d="M192.5 136v-5a3.5 3.5 0 0 1 7 0v5z" />
    </svg>
  );
}
