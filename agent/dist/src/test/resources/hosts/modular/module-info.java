module com.acme.modular {
  requires io.tachograph.api;
}
