/* The JNI name of Prices.sum; the first two arguments are the environment and the class. */
int Java_dev_mobiledistribution_shop_Prices_sum(void *environment, void *type, int a, int b) {
    (void)environment;
    (void)type;
    return a + b;
}
