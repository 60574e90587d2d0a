// Records into the form of a line or a sound: a button with `data-record` begins, and the same button ends and sends the form.
(() => {
  let recorder = null;

  const say = (form, words) => {
    const place = form.querySelector("[data-record-says]");
    if (place) place.textContent = words;
  };

  const begin = async (button) => {
    const form = button.form;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return say(form, "This browser may not use the microphone. Allow it for this page, or send a sound file.");
    }
    const parts = [];
    recorder = new MediaRecorder(stream);
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      const type = recorder.mimeType;
      recorder = null;
      const files = new DataTransfer();
      files.items.add(new File(parts, type.includes("mp4") ? "recording.m4a" : "recording.webm", { type }));
      form.querySelector("input[type=file]").files = files.files;
      form.requestSubmit();
    };
    recorder.start();
    button.textContent = button.dataset.record;
    say(form, "Recording…");
  };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-record]") : null;
    if (!button || !button.form) return;
    if (recorder) recorder.stop();
    else begin(button);
  });
})();
